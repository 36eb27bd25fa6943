"""Writing for oneself: nothing typed is lost, nothing is written over unseen."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.reflection.domain import LONGEST, Typed, write
from assessments.reflection.errors import ChangedElsewhere
from assessments.reflection.models import ReflectionEntry
from assessments.reflection.queries import own_entries
from content.foundation.crypto import SealingError
from courses.curriculum.pages import InfoPage
from courses.progress.models import Evidence
from tests.assessments.reflection.conftest import (
    SECRET,
    address,
    key_of,
    make_reflection,
    prompt,
    typed,
)
from tests.factories import enrol
from tests.parallel import at_once

pytestmark = pytest.mark.django_db
AUTOSAVE = {"X-Autosave": "1"}
OTHER_KEY = {"other": base64.b64encode(b"o" * 32).decode()}


def text_of(response: Any) -> str:
    return response.content.decode()


def stored(user: Any, page: Any) -> dict[str, str]:
    return {key: entry.text for key, entry in own_entries(user, key_of(page)).items()}


def autosave(client: Any, page: Any, prompt_id: str, text: str, version: int) -> Any:
    data = {f"text-{prompt_id}": text, "version": str(version)}
    return client.post(address(page, prompt_id), data, headers=AUTOSAVE)


def version_of(page: Any, prompt_id: str) -> int:
    return ReflectionEntry.objects.get(activity_key=key_of(page), prompt_id=prompt_id).version


# — The form —————————————————————————————————————————————————————————————————————


def test_the_page_says_who_sees_it_at_every_field(client, author, page) -> None:
    shown = text_of(client.get(page.url))
    assert shown.count("Das sehen nur Sie.") == 2
    assert "Wem höre ich ungern zu?" in shown
    assert "Ohne Namen." in shown


def test_the_form_saves_all_texts_at_once(client, author, page, first, second) -> None:
    data = typed(client.get(page.url), **{first: SECRET, second: "Ein Umzug."})
    response = client.post(address(page), data)
    assert response.headers["Location"] == page.url
    assert stored(author, page) == {first: SECRET, second: "Ein Umzug."}
    assert SECRET in text_of(client.get(page.url))


def test_an_empty_field_leaves_no_row(client, author, page, first) -> None:
    client.post(address(page), typed(client.get(page.url), **{first: SECRET}))
    assert ReflectionEntry.objects.count() == 1


def test_line_ends_of_browsers_change_nothing(client, author, page, first) -> None:
    client.post(address(page), typed(client.get(page.url), **{first: "eins\nzwei"}))
    version = version_of(page, first)
    client.post(address(page), typed(client.get(page.url), **{first: "eins\r\nzwei"}))
    assert version_of(page, first) == version
    assert stored(author, page) == {first: "eins\nzwei"}


def test_twice_the_same_click_is_one_version(client, author, page, first) -> None:
    data = typed(client.get(page.url), **{first: SECRET})
    client.post(address(page), data)
    version = version_of(page, first)
    assert client.post(address(page), data).status_code == 302
    assert version_of(page, first) == version


def test_writing_leaves_no_evidence(client, author, page, first) -> None:
    client.post(address(page), typed(client.get(page.url), **{first: SECRET}))
    assert Evidence.objects.count() == 0


def test_a_text_that_is_too_long_is_refused_and_stays_in_the_field(
    client, author, page, first, second
) -> None:
    text = "ä" * (LONGEST + 1)
    data = typed(client.get(page.url), **{first: text, second: "Kurz."})
    response = client.post(address(page), data)
    assert response.status_code == 422
    assert "darf 20.000 Zeichen haben. Dieser hat 20.001." in text_of(response)
    assert text in text_of(response)
    assert "Kurz." in text_of(response)
    assert ReflectionEntry.objects.count() == 0


def test_a_text_of_the_greatest_length_is_saved(client, author, page, first) -> None:
    text = "ä" * LONGEST
    client.post(address(page), typed(client.get(page.url), **{first: text}))
    assert stored(author, page) == {first: text}


def test_five_megabytes_are_refused_and_stay_in_the_field(client, author, page, first) -> None:
    text = "a" * 5_000_000
    body = f"version-{first}=0&text-{first}={text}"
    response = client.post(address(page), body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 422
    assert "Dieser hat 5.000.000." in text_of(response)
    assert text in text_of(response)


def test_five_megabytes_still_need_the_token_of_the_form(cohort, author, page, first) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(author)
    body = f"text-{first}={'a' * 5_000_000}"
    kind = "application/x-www-form-urlencoded"
    assert strict.post(address(page), body, content_type=kind).status_code == 403


def test_five_megabytes_by_script_get_a_clear_answer(client, author, page, first) -> None:
    response = autosave(client, page, first, "a" * 5_000_000, 0)
    assert response.status_code == 413
    assert response.json()["errors"]


# — Autosave ————————————————————————————————————————————————————————————————————


def test_autosave_answers_with_version_and_time(client, author, page, first) -> None:
    answer = autosave(client, page, first, SECRET, 0)
    assert answer.status_code == 200
    assert answer.json()["version"] == version_of(page, first)
    again = autosave(client, page, first, f"{SECRET}!", answer.json()["version"])
    assert again.json()["version"] == answer.json()["version"] + 1
    assert stored(author, page) == {first: f"{SECRET}!"}


def test_two_windows_get_both_texts(client, author, page, first) -> None:
    autosave(client, page, first, "aus Fenster A", 0)
    answer = autosave(client, page, first, "aus Fenster B", 0)
    assert answer.status_code == 409
    assert answer.json() == {
        "version": version_of(page, first),
        "theirs": {f"text-{first}": "aus Fenster A"},
    }
    assert stored(author, page) == {first: "aus Fenster A"}
    chosen = autosave(client, page, first, "aus Fenster B", answer.json()["version"])
    assert chosen.status_code == 200


def test_two_windows_on_different_prompts_do_not_meet(client, author, page, first, second) -> None:
    assert autosave(client, page, first, "A", 0).status_code == 200
    assert autosave(client, page, second, "B", 0).status_code == 200
    assert stored(author, page) == {first: "A", second: "B"}


def test_autosave_says_what_is_too_long(client, author, page, first) -> None:
    answer = autosave(client, page, first, "a" * (LONGEST + 1), 0)
    assert answer.status_code == 400
    assert "20.001" in answer.json()["errors"][f"text-{first}"][0]


def test_autosave_knows_only_prompts_of_the_page(client, author, page) -> None:
    assert autosave(client, page, "anderswo", SECRET, 0).status_code == 404
    assert ReflectionEntry.objects.count() == 0


# — Two windows without script ———————————————————————————————————————————————————


def test_the_form_shows_both_texts_and_saves_neither_over_the_other(
    client, author, page, first, second
) -> None:
    before = client.get(page.url)
    autosave(client, page, first, "aus Fenster A", 0)
    response = client.post(
        address(page), typed(before, **{first: "aus Fenster B", second: "auch getippt"})
    )
    assert response.status_code == 409
    for text in ("aus Fenster A", "aus Fenster B", "auch getippt"):
        assert text in text_of(response)
    assert stored(author, page) == {first: "aus Fenster A"}
    again = typed(response, **{first: "A und B", second: "auch getippt"})
    assert client.post(address(page), again).status_code == 302
    assert stored(author, page) == {first: "A und B", second: "auch getippt"}


def test_a_text_nobody_touched_here_is_not_in_the_way(client, author, page, first, second) -> None:
    before = client.get(page.url)
    autosave(client, page, first, "aus Fenster A", 0)
    response = client.post(address(page), typed(before, **{second: "nur dieser"}))
    assert response.status_code == 302
    assert stored(author, page) == {first: "aus Fenster A", second: "nur dieser"}


# — Keys ————————————————————————————————————————————————————————————————————————


def test_without_a_key_the_page_says_so_before_anybody_writes(
    client, author, page, settings
) -> None:
    settings.LMS_SEALING_KEYS = {}
    shown = text_of(client.get(page.url))
    assert "Im Moment kann nichts gespeichert werden." in shown


def test_without_a_key_nothing_typed_is_lost(client, author, page, first, settings) -> None:
    data = typed(client.get(page.url), **{first: SECRET})
    settings.LMS_SEALING_KEYS = {}
    response = client.post(address(page), data)
    assert response.status_code == 503
    assert SECRET in text_of(response)
    assert "Auf diesem Server fehlt der Schlüssel" in text_of(response)
    assert autosave(client, page, first, SECRET, 0).status_code == 503


def test_a_text_whose_key_is_gone_is_kept_and_never_written_over(
    client, author, page, first, settings
) -> None:
    client.post(address(page), typed(client.get(page.url), **{first: SECRET}))
    data = typed(client.get(page.url), **{first: "Neuer Text."})
    row = ReflectionEntry.objects.get()
    keys = settings.LMS_SEALING_KEYS
    settings.LMS_SEALING_KEYS = OTHER_KEY
    shown = client.get(page.url)
    assert "lässt sich aber gerade nicht öffnen" in text_of(shown)
    assert f'name="text-{first}"' not in text_of(shown)
    response = client.post(address(page), data)
    assert response.status_code == 503
    assert "Neuer Text." in text_of(response)
    settings.LMS_SEALING_KEYS = keys
    assert bytes(ReflectionEntry.objects.get().ciphertext) == bytes(row.ciphertext)
    assert stored(author, page) == {first: SECRET}


def test_a_new_key_seals_and_the_old_one_still_opens(
    client, author, page, first, second, settings
) -> None:
    client.post(address(page), typed(client.get(page.url), **{first: SECRET}))
    settings.LMS_SEALING_KEYS = {**OTHER_KEY, **settings.LMS_SEALING_KEYS}
    client.post(address(page), typed(client.get(page.url), **{second: "Neu."}))
    assert stored(author, page) == {first: SECRET, second: "Neu."}
    rows = ReflectionEntry.objects.order_by("pk").values_list("key_id", flat=True)
    assert list(rows) == ["test", "other"]


# — Deleting —————————————————————————————————————————————————————————————————————


def test_deleting_asks_first_and_is_for_good(client, author, page, first) -> None:
    client.post(address(page), typed(client.get(page.url), **{first: SECRET}))
    url = address(page, first, "loeschen")
    assert url in text_of(client.get(page.url))
    assert "Endgültig löschen" in text_of(client.get(url))
    assert ReflectionEntry.objects.count() == 1
    assert client.post(url).headers["Location"] == page.url
    assert ReflectionEntry.objects.count() == 0
    assert client.post(url).status_code == 404


def test_what_another_window_still_shows_is_not_taken_for_the_deleted_text(
    client, author, page, first
) -> None:
    old = autosave(client, page, first, "alt", 0).json()["version"]
    client.post(address(page, first, "loeschen"))
    key = key_of(page)
    later = timezone.now() + timedelta(seconds=5)
    write(author, key=key, prompt_id=first, typed=Typed("neu", 0), now=later)
    assert autosave(client, page, first, "alt, ergänzt", old).status_code == 409


def test_a_text_whose_prompt_is_gone_can_be_read_and_deleted(
    client, author, page, first, second
) -> None:
    client.post(address(page), typed(client.get(page.url), **{first: SECRET}))
    page.prompts = page.prompts.raw_data[1:]
    page.save_revision().publish()
    shown = text_of(client.get(page.url))
    assert "Frühere Texte" in shown
    assert SECRET in shown
    client.post(address(page, first, "loeschen"))
    assert ReflectionEntry.objects.count() == 0


def test_one_can_delete_where_the_page_is_gone(client, author, page, first) -> None:
    client.post(address(page), typed(client.get(page.url), **{first: SECRET}))
    url = address(page, first, "loeschen")
    page.unpublish()
    assert client.post(url).headers["Location"] == "/mein-weg/"
    assert ReflectionEntry.objects.count() == 0


# — The domain ———————————————————————————————————————————————————————————————————


@given(
    steps=st.lists(
        st.tuples(st.sampled_from("AB"), st.booleans(), st.text(st.characters(codec="utf-8"))),
        max_size=12,
    )
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_window_ever_writes_over_what_it_has_not_seen(page, enrolment, steps) -> None:
    """Two windows write and reload in any order; the model is what each of them has on screen."""
    user, key = enrolment.user, key_of(page)
    ReflectionEntry.objects.all().delete()
    seen, current = {"A": (0, ""), "B": (0, "")}, (0, "")
    for window, reloads, text in steps:
        if reloads:
            seen[window] = current
        expected = text.replace("\r\n", "\n").replace("\r", "\n")
        version, _shown = seen[window]
        try:
            written = write(user, key=key, prompt_id="p", typed=Typed(text, version))
        except ChangedElsewhere as conflict:
            told, written = (conflict.version, conflict.text), None
        if written is None:
            assert version != current[0]
            assert told == current
        else:
            assert version == current[0] or expected == current[1]
            current = seen[window] = (written.version, expected)
        found = own_entries(user, key).get("p")
        assert (found.text if found else "") == current[1]


def test_a_text_moved_to_another_row_does_not_open(author, page, first, second) -> None:
    write(author, key=key_of(page), prompt_id=first, typed=Typed(SECRET, 0))
    ReflectionEntry.objects.update(prompt_id=second)
    with pytest.raises(SealingError):
        write(author, key=key_of(page), prompt_id=second, typed=Typed("Neu", 0))
    assert own_entries(author, key_of(page))[second].text == ""


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_windows_at_one_moment_give_one_text_and_one_conflict(cohort, page, first) -> None:
    user, key = enrol(cohort).user, key_of(page)
    done = at_once(
        lambda: write(user, key=key, prompt_id=first, typed=Typed("A", 0)),
        lambda: write(user, key=key, prompt_id=first, typed=Typed("B", 0)),
    )
    assert sum(isinstance(result, ChangedElsewhere) for result in done) == 1
    assert ReflectionEntry.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_statements_of_page_and_saving_do_not_grow(
    client, author, module, count, django_assert_num_queries
) -> None:
    """The visit takes four statements, the texts and who can read them two."""
    page = make_reflection(module, [prompt(f"Frage {n}") for n in range(count)])
    empty = InfoPage(title="Leer", slug="leer")
    module.add_child(instance=empty)
    ids = [item.id for item in page.prompt_list]
    client.post(address(page), typed(client.get(page.url), **dict.fromkeys(ids, SECRET)))
    assert statements(client, page.url) - statements(client, empty.url) == 6
    url, version = address(page, ids[0]), version_of(page, ids[0])
    data = {f"text-{ids[0]}": "neu", "version": str(version)}
    with django_assert_num_queries(7):
        assert client.post(url, data, headers=AUTOSAVE).status_code == 200


def statements(client: Any, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
