"""Writing as a person does it: begin, type, add and move rows, save, change again."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from content.h5p.authoring.models import H5PDraft
from content.h5p.models import H5PContent, H5PLibrary
from tests.content.h5p.authoring.conftest import begun, edited
from tests.content.h5p.authoring.filled import (
    BLANKS,
    CHOICE,
    QUESTION_SET,
    SCENARIO,
    TRUE_FALSE,
    sent_of,
)
from tests.content.h5p.authoring.shapes import (
    BLANKS as BLANKS_LIBRARY,
)
from tests.content.h5p.authoring.shapes import MULTI_CHOICE, bringing
from tests.content.h5p.authoring.shapes import TRUE_FALSE as STATEMENT

KINDS = "/cms/h5p/schreiben/"


def at(draft: H5PDraft) -> str:
    return f"/cms/h5p/entwuerfe/{draft.pk}/"


def test_nothing_is_offered_where_nothing_is_installed_and_the_page_says_what_to_do(
    desk: Client, installer: Any
) -> None:
    page = desk.get(KINDS).content.decode()
    assert page.count('name="kind"') == 0
    assert "H5P.MultiChoice 1.14–1.16" in page
    assert str(installer.get_full_name()) in page
    answer = desk.post(KINDS, {"kind": "auswahl"})
    assert (answer.url, H5PDraft.objects.count()) == (KINDS, 0)


def test_a_kind_is_offered_with_its_library_and_a_set_with_one_of_its_parts(
    desk: Client, upload: Any, installer: Any
) -> None:
    upload(installer, bringing("H5P.QuestionSet", STATEMENT))
    offers = {offer.kind.KIND: offer for offer in desk.get(KINDS).context["offers"]}
    assert {kind for kind, offer in offers.items() if offer.is_open} == {
        "wahr-falsch",
        "fragenreihe",
    }
    assert list(offers["fragenreihe"].spec.rows.adding) == ["wahr-falsch"]
    assert offers["verzweigung"].missing == ("H5P.BranchingScenario 1.7–1.10",)


def test_a_version_we_do_not_know_is_not_written_on(desk: Client, shelf: None) -> None:
    H5PLibrary.objects.filter(machine_name=MULTI_CHOICE).update(minor=99)
    offers = {offer.kind.KIND: offer.is_open for offer in desk.get(KINDS).context["offers"]}
    assert (offers["auswahl"], offers["lueckentext"]) == (False, True)


def test_what_is_typed_is_kept_right_or_wrong(desk: Client, shelf: None) -> None:
    draft = begun(desk, "auswahl")
    wrong = {**CHOICE, "title": "", "question": ""}
    answer = desk.post(at(draft), {**sent_of(draft, wrong), "action": "save"})
    assert answer.url == at(draft)
    draft.refresh_from_db()
    kept = {name: draft.typed[name] for name in CHOICE}
    assert (kept, draft.version) == (wrong, 2)
    assert H5PContent.objects.filter(title="").count() == 0


def test_rows_are_added_moved_and_removed_without_a_script(desk: Client, shelf: None) -> None:
    draft = begun(desk, "auswahl")

    def press(action: str) -> tuple[str, list[str]]:
        draft.refresh_from_db()
        rows = [{**row, "text": row.get("text") or row["id"]} for row in draft.typed["options"]]
        typed = {**draft.typed, "options": rows}
        url = desk.post(at(draft), {**sent_of(draft, typed), "action": action}).url
        draft.refresh_from_db()
        return url.partition("#")[2], [row["id"] for row in draft.typed["options"]]

    first, second = (row["id"] for row in draft.typed["options"])
    place, (_one, _two, third) = press("add::option")
    assert place == "teil-3"
    assert press("up:3") == ("teil-2", [first, third, second])
    assert press("down:1") == ("teil-2", [third, first, second])
    assert press("remove:2") == ("", [third, second])
    assert press("remove:2") == ("teil-2", [third, second])  # two are needed
    for odd in ("add:9:option", "add::unknown", "up:9", "up:x", "remove:", "nonsense", "up:1-1"):
        assert press(odd)[1] == [third, second]


def test_a_row_below_a_row_is_added_where_it_belongs(desk: Client, shelf: None) -> None:
    draft = begun(desk, "fragenreihe")
    data = {**sent_of(draft, QUESTION_SET), "action": "add:1:option"}
    assert desk.post(at(draft), data).url.partition("#")[2] == "teil-1-3"
    draft.refresh_from_db()
    assert [len(row.get("options", [])) for row in draft.typed["questions"]] == [3, 0, 0]


def test_what_is_wrong_is_said_at_its_place_and_nothing_is_saved(desk: Client, shelf: None) -> None:
    before = H5PContent.objects.count()
    draft = begun(desk, "fragenreihe")
    broken = {
        **BLANKS,
        "id": "q",
        "kind": "lueckentext",
        "texts": [{**BLANKS["texts"][0], "text": "-"}],
    }
    typed = {**QUESTION_SET, "questions": [broken]}
    answer = desk.post(at(draft), {**sent_of(draft, typed), "action": "publish"})
    assert answer.status_code == 422
    assert answer.context["whole"].errors() == [
        (
            "teil-1-1",
            "Lückentext 1, Text 1",
            "Noch fehlt eine Lücke. Setzen Sie ein Wort zwischen Sterne: *Wort*.",
        )
    ]
    assert H5PContent.objects.count() == before


def test_a_removed_step_is_named_where_something_led_to_it(desk: Client, shelf: None) -> None:
    """Nothing becomes the end by itself: neither in the form nor in what is saved."""
    before = H5PContent.objects.count()
    draft = begun(desk, "verzweigung")
    steps = [{**SCENARIO["steps"][0], "next": "s3"}, *SCENARIO["steps"][1:]]
    data = {**sent_of(draft, {**SCENARIO, "steps": steps}), "action": "remove:3"}
    page = desk.post(at(draft), data, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "Was zum entfernten Schritt führte, braucht ein anderes Ziel: "
        "Text 1; Entscheidung 2, Antwort 1."
    ]
    gone = '<option value="s3" selected>ein Schritt, den es nicht mehr gibt</option>'
    assert page.content.decode().count(gone) == 2
    draft.refresh_from_db()
    answer = desk.post(at(draft), {**sent_of(draft, draft.typed), "action": "publish"})
    assert (answer.status_code, H5PContent.objects.count()) == (422, before)
    words = "Hier ging es zu einem Schritt, den es nicht mehr gibt. Bitte wählen Sie neu."
    assert answer.context["whole"].errors() == [
        ("id_r1-next", "Text 1: Danach kommt", words),
        ("id_r2-1-next", "Entscheidung 2, Antwort 1: Danach kommt", words),
    ]


def test_a_removed_step_that_nothing_led_to_needs_no_word(desk: Client, shelf: None) -> None:
    draft = begun(desk, "verzweigung")
    answers = [{**row, "next": ""} for row in SCENARIO["steps"][1]["answers"]]
    steps = [SCENARIO["steps"][0], {**SCENARIO["steps"][1], "answers": answers}]
    data = sent_of(draft, {**SCENARIO, "steps": [*steps, SCENARIO["steps"][2]]})
    page = desk.post(at(draft), {**data, "action": "remove:3"}, follow=True)
    assert list(page.context["messages"]) == []
    draft.refresh_from_db()
    data = {**sent_of(draft, draft.typed), "action": "publish"}
    assert desk.post(at(draft), data).status_code == 302


def test_too_few_rows_are_told(desk: Client, shelf: None) -> None:
    draft = begun(desk, "fragenreihe")
    data = sent_of(draft, {**QUESTION_SET, "questions": []})
    answer = desk.post(at(draft), {**data, "action": "publish"})
    assert [words for _place, _name, words in answer.context["whole"].errors()] == [
        "Zu wenige: Unter „Fragen“ sind mindestens 1 nötig."
    ]


def test_a_saved_content_lies_in_the_collection_and_its_draft_is_gone(
    write: Any, author: Any, collection: Any
) -> None:
    content = write("wahr-falsch", TRUE_FALSE)
    assert (content.title, content.collection, content.uploaded_by) == (
        "Recht geben",
        collection,
        author,
    )
    version = content.current
    assert (version.number, version.main_library.name) == (1, "H5P.TrueFalse 1.8")
    assert [row.name for row in version.libraries.order_by("uses__position")] == [
        "Test.Base 1.0",
        "H5P.TrueFalse 1.8",
    ]
    assert version.combined_js
    assert version.metadata["title"] == "Recht geben"
    assert version.metadata["language"] == "de"
    assert H5PDraft.objects.count() == 0


def test_nobody_is_asked_whether_they_may_use_their_own_words(write: Any, desk: Client) -> None:
    content = write("wahr-falsch", TRUE_FALSE)
    headings = [part.heading for part in desk.get(f"/cms/h5p/{content.pk}/").context["parts"]]
    assert headings == ["Was es ist", "Barrierefreiheit"]


def test_a_set_loads_the_libraries_of_its_parts(write: Any) -> None:
    names = {row.machine_name for row in write("fragenreihe", QUESTION_SET).current.libraries.all()}
    assert names == {"Test.Base", MULTI_CHOICE, STATEMENT, BLANKS_LIBRARY, "H5P.QuestionSet"}


def test_changing_makes_a_new_version_and_leaves_the_old_as_it_was(
    write: Any, desk: Client
) -> None:
    content = write("wahr-falsch", TRUE_FALSE)
    before = content.current.params
    content = edited(desk, content, {**TRUE_FALSE, "title": "Neu", "correct": "true"})
    assert [row.number for row in content.versions.all()] == [1, 2]
    assert (content.title, content.current.number) == ("Neu", 2)
    assert content.versions.get(number=1).params == before


def test_saving_the_same_is_no_new_version(write: Any, desk: Client) -> None:
    content = write("wahr-falsch", TRUE_FALSE)
    desk.post(f"/cms/h5p/{content.pk}/bearbeiten/")
    draft = H5PDraft.objects.get()
    data = {**sent_of(draft, TRUE_FALSE), "action": "publish"}
    assert desk.post(at(draft), data).url == at(draft)
    assert content.versions.count() == 1


def test_a_version_that_came_meanwhile_is_not_written_over(write: Any, desk: Client) -> None:
    content = write("wahr-falsch", TRUE_FALSE)
    desk.post(f"/cms/h5p/{content.pk}/bearbeiten/")
    draft = H5PDraft.objects.get()
    newer = content.versions.get()
    newer.pk, newer.number, newer.sha256 = None, 2, "0" * 64
    newer._state.adding = True
    newer.save()
    H5PContent.objects.filter(pk=content.pk).update(current=newer)
    data = sent_of(draft, {**TRUE_FALSE, "correct": "true"})
    answer = desk.post(at(draft), {**data, "action": "publish"})
    assert answer.status_code == 409
    assert "neuere Fassung" in answer.context["error"]
    assert content.versions.count() == 2


def test_another_window_takes_nothing_away(desk: Client, shelf: None) -> None:
    draft = begun(desk, "wahr-falsch")
    data = {**sent_of(draft, TRUE_FALSE), "action": "save"}
    desk.post(at(draft), data)
    answer = desk.post(at(draft), {**data, "w-question": "Anders."})
    assert answer.status_code == 409
    assert b"Anders." in answer.content
    draft.refresh_from_db()
    assert draft.typed["question"] == TRUE_FALSE["question"]


def test_an_uploaded_content_opens_in_the_form_and_keeps_what_the_form_does_not_show(
    desk: Client, shelf: None, upload: Any, installer: Any
) -> None:
    params = {
        "question": "<p>Wahr?</p>\n",
        "correct": "true",
        "l10n": {"trueText": "Ja", "checkAnswer": "Los"},
    }
    content = upload(installer, bringing(STATEMENT, content=params)).content
    made = edited(desk, content, {**TRUE_FALSE, "question": "Falsch?"}).current
    assert '"trueText": "Ja"' in made.params
    assert "<p>Falsch?</p>" in made.params
    assert made.metadata["authors"] == [{"name": "Elif Şahin", "role": "Author"}]


@pytest.mark.parametrize(
    "params",
    [
        {"question": "<p>Ein <code>Wort</code></p>", "correct": "true"},
        {"question": "<p>Ein Wort</p>"},
        {"question": 5, "correct": "true"},
        {"question": "<p>a</p>", "correct": "true", "behaviour": {"feedbackOnWrong": {}}},
    ],
)
def test_what_would_be_lost_is_not_opened_and_the_page_says_so(
    desk: Client, shelf: None, upload: Any, installer: Any, params: dict[str, Any]
) -> None:
    content = upload(installer, bringing(STATEMENT, content=params)).content
    page = desk.get(f"/cms/h5p/{content.pk}/")
    assert page.context["not_editable"].startswith("Im Formular lässt sich dieser Inhalt nicht")
    assert b"/bearbeiten/" not in page.content
    answer = desk.post(f"/cms/h5p/{content.pk}/bearbeiten/")
    assert (answer.url, H5PDraft.objects.count()) == (f"/cms/h5p/{content.pk}/", 0)


def test_a_content_type_without_a_form_says_so(desk: Client, content: H5PContent) -> None:
    page = desk.get(f"/cms/h5p/{content.pk}/")
    assert page.context["not_editable"].startswith("Für „Test scored“ gibt es hier kein Formular.")


def test_a_draft_whose_library_is_gone_says_what_is_missing(desk: Client, shelf: None) -> None:
    draft = begun(desk, "wahr-falsch")
    H5PLibrary.objects.filter(machine_name=STATEMENT).update(minor=99)
    answer = desk.get(at(draft), follow=True)
    assert "H5P.TrueFalse 1.6–1.8" in answer.content.decode()


def test_a_draft_is_thrown_away(desk: Client, shelf: None) -> None:
    draft = begun(desk, "wahr-falsch")
    assert desk.post(f"{at(draft)}verwerfen/").url == KINDS
    assert H5PDraft.objects.count() == 0


def test_nobody_else_sees_a_draft(
    desk: Client, shelf: None, installer: Any, stranger: Any, client: Client
) -> None:
    draft = begun(desk, "wahr-falsch")
    for other in (installer, stranger):
        client.force_login(other)
        assert client.get(at(draft)).status_code == 404
        assert client.post(at(draft), {"action": "save"}).status_code == 404
        assert client.post(f"{at(draft)}verwerfen/").status_code == 404
        assert list(client.get(KINDS).context["drafts"]) == []


def test_another_providers_author_changes_and_downloads_nothing(
    write: Any, stranger: Any, client: Client
) -> None:
    content = write("wahr-falsch", TRUE_FALSE)
    client.force_login(stranger)
    assert client.post(f"/cms/h5p/{content.pk}/bearbeiten/").status_code == 404
    assert client.get(f"/cms/h5p/{content.pk}/herunterladen/").status_code == 404


def test_the_list_of_kinds_and_drafts_asks_the_same_of_one_and_of_three(
    desk: Client, shelf: None, author: Any, count_statements: Any
) -> None:
    def make(title: str) -> None:
        H5PDraft.objects.create(
            kind="wahr-falsch", author=author, typed={"title": title}, saved_at=timezone.now()
        )

    make("eins")
    desk.get(KINDS)
    one = count_statements(lambda: desk.get(KINDS))
    make("zwei")
    make("drei")
    assert count_statements(lambda: desk.get(KINDS)) == one


def test_the_form_asks_the_same_of_one_question_and_of_three(
    desk: Client, shelf: None, count_statements: Any
) -> None:
    draft = begun(desk, "fragenreihe")
    one = {**QUESTION_SET, "questions": QUESTION_SET["questions"][:1]}
    desk.post(at(draft), {**sent_of(draft, one), "action": "save"})
    desk.get(at(draft))
    few = count_statements(lambda: desk.get(at(draft)))
    draft.refresh_from_db()
    desk.post(at(draft), {**sent_of(draft, QUESTION_SET), "action": "save"})
    desk.get(at(draft))
    assert count_statements(lambda: desk.get(at(draft))) == few
