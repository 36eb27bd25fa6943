"""„Mein Journal“: one's own texts, all of them, in one place."""

import io
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader

from assessments.journal.queries import A_PAGE, Order, journal
from assessments.reflection.domain import Typed, write
from assessments.reflection.models import ReflectionEntry
from courses.cohorts.models import Enrolment
from tests.assessments.journal.conftest import entry_url, note, statements
from tests.assessments.reflection.conftest import SECRET, key_of, make_reflection, prompt
from tests.factories import UserFactory, enrol

pytestmark = pytest.mark.django_db
OTHER_KEY = {"other": "b29vb29vb29vb29vb29vb29vb29vb29vb29vb29vb28="}


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def headings(user: Any, order: str = "") -> list[tuple[str, list[str]]]:
    groups = journal(user, order=Order.of(order)).groups
    return [(group.title, [entry.asked for entry in group.entries]) for group in groups]


def test_an_empty_journal_says_where_to_write(client, author) -> None:
    shown = text_of(client.get("/journal/"))
    assert "Hier steht noch nichts" in shown
    assert 'href="/mein-weg/"' in shown
    assert client.get("/journal/mein-journal.pdf").url == "/journal/"


def test_texts_stand_by_date_or_by_module(author, module, page, in_lesson, first) -> None:
    below = in_lesson.prompt_list[0].id
    next_module = module.get_next_sibling().specific
    later = make_reflection(next_module, [prompt("Wer fehlt?")])
    note(author, page, first, "Eins.")
    note(author, later, later.prompt_list[0].id, "Zwei.", days=10)
    note(author, in_lesson, below, "Drei.", days=40)
    one, two, three = "Wem höre ich ungern zu?", "Wer fehlt?", "Was würden Sie zuerst fragen?"
    assert headings(author) == [("Dezember 2026", [three]), ("November 2026", [two, one])]
    assert headings(author, "modul") == [
        ("Modul 1: Modul 1", [three, one]),
        ("Modul 2: Modul 2", [two]),
    ]


def test_an_entry_leads_back_to_its_prompt(client, author, lesson, page, in_lesson, first) -> None:
    note(author, page, first, SECRET)
    note(author, in_lesson, in_lesson.prompt_list[0].id, SECRET)
    places = {entry.place.url for group in journal(author).groups for entry in group.entries}
    assert places == {page.url, f"{lesson.url}#reflexion"}


@pytest.mark.database
def test_an_emptied_text_is_not_listed_and_a_closed_one_says_so(
    client, author, written, page, first, second, settings
) -> None:
    version = ReflectionEntry.objects.get().version
    note(author, page, second, "Später geleert.")
    row = ReflectionEntry.objects.get(prompt_id=second)
    write(author, key=key_of(page), prompt_id=second, typed=Typed("", row.version))
    assert journal(author).count == 1
    settings.LMS_SEALING_KEYS = OTHER_KEY
    assert "Auf diesem Server fehlt der Schlüssel" in text_of(client.get("/journal/"))
    assert "Auf diesem Server fehlt der Schlüssel" in text_of(client.get(written))
    assert ReflectionEntry.objects.get(prompt_id=first).version == version


def test_long_texts_are_cut_in_the_list_and_whole_on_their_page_and_on_paper(
    client, author, page, first
) -> None:
    note(author, page, first, "Wort " * 400 + "Schluss.")
    assert "Schluss." not in text_of(client.get("/journal/"))
    assert "Weiterlesen" in text_of(client.get("/journal/"))
    assert "Schluss." in text_of(client.get(entry_url(page, first)))
    assert "Schluss." in text_of(client.get("/journal/drucken/"))


def test_an_entry_outlives_its_page_and_its_cohort(
    client, author, enrolment, written, page
) -> None:
    Enrolment.objects.filter(pk=enrolment.pk).update(state=Enrolment.State.ENDED)
    assert SECRET in text_of(client.get("/journal/"))
    page.delete()
    shown = text_of(client.get("/journal/"))
    assert SECRET in shown
    assert "Wem höre ich ungern zu?" in shown
    assert SECRET in text_of(client.get(written))


def test_texts_of_before_prompts_were_noted_find_them_on_their_page(author, written) -> None:
    ReflectionEntry.objects.update(asked="")
    assert headings(author) == [("November 2026", ["Wem höre ich ungern zu?"])]


def test_nobody_else_finds_an_entry_or_that_there_is_one(
    client, cohort, author, trainer, written
) -> None:
    people = (
        enrol(cohort).user,
        trainer,
        UserFactory(is_superuser=True, is_staff=True),
        enrol(cohort, state=Enrolment.State.WITHDRAWN).user,
    )
    for person in people:
        client.force_login(person)
        assert SECRET not in text_of(client.get("/journal/"))
        assert SECRET not in text_of(client.get("/journal/drucken/"))
        assert client.get("/journal/mein-journal.pdf").url == "/journal/"
        for url in (written, f"{written}teilen/"):
            assert client.get(url).status_code == 404
        assert client.post(f"{written}teilen/").status_code == 404
        assert client.post(f"{written}geteilt/{uuid4()}/beenden/").status_code == 404
    client.logout()
    assert client.get(written).headers["Location"].startswith("/konto/anmelden/")


def test_search_finds_nothing_of_it(client, author, written) -> None:
    assert SECRET not in text_of(client.get("/suche/?q=ungern"))


# — Taking along ——————————————————————————————————————————————————————————————————


def test_the_document_is_tagged_private_and_whole(client, author, page, first, second) -> None:
    note(author, page, first, "Erster Absatz.\nNeue Zeile.\n\nZweiter Absatz mit #let $x$ *y*.")
    note(author, page, second, SECRET)
    answer = client.get("/journal/mein-journal.pdf")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    reader = PdfReader(io.BytesIO(answer.content))
    root = reader.trailer["/Root"]
    assert "<pdfuaid:part>1<" in root["/Metadata"].get_object().get_data().decode()
    assert root["/Lang"] == "de-DE"
    assert reader.metadata.title == "Mein Journal"
    text = " ".join(" ".join(p.extract_text() for p in reader.pages).split())
    for words in (
        "Wem höre ich ungern zu?",
        "November 2026",
        "Modul 1, Reflexion",
        "Erster Absatz. Neue Zeile.",
        "#let $x$ *y*",
        "Ich höre Herrn Dörfler ungern zu. (U+1F910)",
        "lassen sich nicht drucken",
    ):
        assert words in text, words


def test_every_page_of_it_stays_in_no_cache(client, author, written) -> None:
    urls = ("/journal/", "/journal/drucken/", written, f"{written}teilen/")
    for url in urls:
        assert "no-store" in client.get(url).headers["Cache-Control"], url


@pytest.mark.parametrize("count", [1, 2 * A_PAGE])
def test_the_statements_of_the_journal_do_not_grow(client, author, module, count) -> None:
    """Texts, places, rows, readers; the shell and the session take three."""
    page = make_reflection(module, [prompt(f"Frage {n}") for n in range(count)])
    for item in page.prompt_list:
        note(author, page, item.id, SECRET)
    assert statements(client, "/journal/") == 7
    assert statements(client, "/journal/?nach=modul") == 7
    assert statements(client, entry_url(page, page.prompt_list[0].id)) == 7


def test_a_long_journal_has_pages(client, author, module) -> None:
    page = make_reflection(module, [prompt(f"Frage {n:02}") for n in range(A_PAGE + 1)])
    for n, item in enumerate(page.prompt_list):
        note(author, page, item.id, SECRET, days=-n)
    first, second = client.get("/journal/"), client.get("/journal/?nach=modul&seite=2")
    assert "Frage 00" in text_of(first)
    assert "seite=2" in text_of(first)
    assert text_of(second).count("<article") == 1
    assert "nach=modul" in text_of(second)


# — In a lesson ———————————————————————————————————————————————————————————————————


def test_a_prompt_below_a_lesson_is_written_in_the_lesson(
    client, author, lesson, in_lesson
) -> None:
    shown = client.get(lesson.url)
    assert "no-store" in shown.headers["Cache-Control"]
    assert 'id="reflexion"' in text_of(shown)
    assert "Was würden Sie zuerst fragen?" in text_of(shown)
    assert "10 Minuten" in text_of(shown)
    texts = shown.context["reflection"].texts
    prompt_id = in_lesson.prompt_list[0].id
    data = {f"text-{prompt_id}": SECRET, f"version-{prompt_id}": "0", f"seen-{prompt_id}": ""}
    place = f"{lesson.url}#reflexion"
    assert client.post(texts.action, data).headers["Location"] == place
    assert SECRET in text_of(client.get(lesson.url))
    assert client.get(in_lesson.url).headers["Location"] == place


def test_a_conflict_in_a_lesson_shows_both_texts_and_the_way_back(
    client, author, lesson, in_lesson
) -> None:
    prompt_id = in_lesson.prompt_list[0].id
    note(author, in_lesson, prompt_id, "aus Fenster A")
    action = client.get(lesson.url).context["reflection"].texts.action
    data = {f"text-{prompt_id}": "aus Fenster B", f"version-{prompt_id}": "0"}
    answer = client.post(action, data)
    assert answer.status_code == 409
    for words in ("aus Fenster A", "aus Fenster B", "Zurück zur Lerneinheit"):
        assert words in text_of(answer)


def test_a_lesson_with_a_prompt_asks_for_three_more_things(
    client, author, lesson, django_assert_num_queries
) -> None:
    before = statements(client, lesson.url)
    page = make_reflection(lesson, [prompt()])
    assert statements(client, lesson.url) - before == 2
    note(author, page, page.prompt_list[0].id, SECRET)
    assert statements(client, lesson.url) - before == 3


def test_who_teaches_sees_the_prompt_and_no_field(
    client, cohort, lesson, in_lesson, trainer
) -> None:
    client.force_login(trainer)
    shown = text_of(client.get(lesson.url))
    assert "Was würden Sie zuerst fragen?" in shown
    assert "<textarea" not in shown


def test_a_lesson_has_one_reflection(lesson, module, in_lesson) -> None:
    assert not type(in_lesson).can_create_at(lesson)
    assert type(in_lesson).can_create_at(module)
