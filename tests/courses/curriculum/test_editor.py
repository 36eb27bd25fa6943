"""The editor's side: previews of unsaved texts, the checker, two authors at one page."""

import json

import pytest
from django.urls import reverse
from wagtail.admin.models import EditingSession
from wagtail.models import get_page_models

from courses.cohorts.models import ProviderRole
from courses.curriculum.authors import open_pages_to_authors
from courses.curriculum.minutes import minutes_for, words_of
from courses.curriculum.pages import LessonPage
from tests.courses.curriculum.editing import lesson_form, rich
from tests.factories import CohortFactory, UserFactory, enrol, make_programme

pytestmark = pytest.mark.django_db

UNSAVED = {
    "body": [("text", rich("Noch nicht gespeichert."))],
    "plain_body": [("text", rich("Noch nicht gespeichert, einfach gesagt."))],
}
STRICT = "default-src 'none'"


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def lesson(programme):
    page = programme.activities.get(kind="lesson").page.specific
    page.save_revision().publish()  # as in the editor, which compares revisions
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def authors(programme):
    group = open_pages_to_authors(programme.provider, programme.page)
    people = [UserFactory(), UserFactory()]
    for user in people:
        user.groups.add(group)
        ProviderRole.objects.create(provider=programme.provider, user=user, role="author")
    return people


@pytest.fixture
def author(client, authors):
    client.force_login(authors[0])
    return authors[0]


def preview(client, url: str, mode: str):
    assert client.post(url, lesson_form(title="Vorschau", slug="vorschau", **UNSAVED)).json() == {
        "is_valid": True,
        "is_available": True,
    }
    return client.get(url, {"mode": mode, "in_preview_panel": "true"})


def edit_preview(lesson) -> str:
    return reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk])


@pytest.mark.parametrize(
    ("mode", "shown", "hidden"),
    [
        ("", "Noch nicht gespeichert.", "einfach gesagt"),
        ("print", "print-preview.js", "einfach gesagt"),
        ("einfach", "Noch nicht gespeichert, einfach gesagt.", "Noch nicht gespeichert.<"),
    ],
)
def test_unsaved_changes_are_previewed(client, author, lesson, mode, shown, hidden) -> None:
    text = preview(client, edit_preview(lesson), mode).content.decode()
    assert shown in text
    assert hidden not in text


@pytest.mark.parametrize("mode", ["", "print", "einfach"])
def test_a_page_that_was_never_saved_is_previewed(client, author, lesson, mode) -> None:
    module = lesson.get_parent()
    where = ["lms_courses", "lessonpage", module.pk]
    response = preview(client, reverse("wagtailadmin_pages:preview_on_add", args=where), mode)
    assert response.status_code == 200
    assert "Noch nicht gespeichert" in response.content.decode()


def test_the_authors_own_choice_of_version_does_not_colour_the_preview(
    client, author, lesson
) -> None:
    client.get(f"{lesson.url}?fassung=einfach")
    text = preview(client, edit_preview(lesson), "").content.decode()
    assert "einfach gesagt" not in text


def test_previews_carry_the_strict_policy(client, author, lesson) -> None:
    policy = preview(client, edit_preview(lesson), "").headers["Content-Security-Policy"]
    assert STRICT in policy
    assert "unsafe-inline" not in policy


@pytest.mark.parametrize(
    "model", [model for model in get_page_models() if model._meta.app_label.startswith("lms_")]
)
def test_every_page_type_is_previewed_on_paper_too(model) -> None:
    assert [name for name, _label in model().preview_modes][:2] == ["", "print"]


def test_the_checker_keeps_our_rules_and_speaks_german(client, author, lesson) -> None:
    text = preview(client, edit_preview(lesson), "").content.decode()
    start = text.index('id="checker-axe-configuration"')
    found = json.JSONDecoder().raw_decode(text[text.index("{", start) :])[0]
    rules = found["options"]["runOnly"]
    assert {"heading-order", "image-alt", "link-name", "empty-table-header"} <= set(rules)
    assert set(rules) == set(found["messages"])
    assert found["messages"]["heading-order"]["error_name"] == (
        "Eine Überschrift überspringt eine Ebene"
    )


def test_only_who_may_edit_finds_the_bar_on_the_page(client, authors, programme, lesson) -> None:
    reader = enrol(CohortFactory(programme=programme)).user
    for user, sees in ((authors[0], True), (reader, False)):
        client.force_login(user)
        response = client.get(lesson.url)
        assert ("wagtail-userbar" in response.content.decode()) is sees
        assert "unsafe-inline" not in response.headers["Content-Security-Policy"]


def test_the_estimate_counts_every_block() -> None:
    lesson = LessonPage(
        body=json.dumps(
            [
                {"type": "text", "value": "<h2>Zwei Wörter</h2><p>und vier weitere Wörter</p>"},
                {"type": "rule", "value": {"text": "<p>Noch drei Wörter</p>"}},
            ]
        )
    )
    assert words_of(lesson.body) == 9
    assert [minutes_for(words) for words in (0, 1, 130, 131)] == [0, 1, 1, 2]


@pytest.mark.parametrize("kind", ["programmepage", "modulepage", "lessonpage", "infopage"])
def test_the_editor_of_every_page_type_opens(client, author, programme, lesson, kind) -> None:
    pages = {
        "programmepage": programme.page,
        "modulepage": lesson.get_parent(),
        "lessonpage": lesson,
    }
    if kind in pages:
        url = reverse("wagtailadmin_pages:edit", args=[pages[kind].pk])
    else:
        url = reverse("wagtailadmin_pages:add", args=["lms_courses", kind, programme.page.pk])
    assert "Einstellungen" in client.get(url).content.decode()


def test_no_field_hides_what_the_editor_asks_of_its_form() -> None:
    """A control called „method“ stands in for the form's own, and nothing is saved by itself."""
    asked = {"action", "elements", "method", "submit", "requestSubmit", "reset", "target"}
    hidden = {
        page: asked & set(page.get_edit_handler().get_form_class().base_fields)
        for page in get_page_models()
    }
    assert {page: names for page, names in hidden.items() if names} == {}


# Two authors at one page


def open_editor(client, user, lesson) -> dict[str, str]:
    """What the form remembers of the version it was opened with."""
    client.force_login(user)
    url = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    context = client.get(url).context
    return {
        "loaded_revision_id": str(context["loaded_revision_id"]),
        "loaded_revision_created_at": context["loaded_revision_created_at"],
    }


def save(client, user, lesson, seen: dict[str, str], *, by_itself: bool, title: str):
    client.force_login(user)
    url = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    accept = "application/json" if by_itself else "text/html"
    return client.post(url, lesson_form(title=title) | seen, headers={"Accept": accept})


def test_saving_by_itself_never_overwrites_what_somebody_else_saved(
    client, authors, lesson
) -> None:
    anna, bert = authors
    seen = open_editor(client, anna, lesson)
    save(client, bert, lesson, open_editor(client, bert, lesson), by_itself=True, title="Von Bert")
    refused = save(client, anna, lesson, seen, by_itself=True, title="Von Anna")
    assert refused.status_code == 400
    assert refused.json()["error_code"] == "invalid_revision"
    assert "neuere Version" in refused.json()["error_message"]
    assert latest(lesson).title == "Von Bert"


def test_whoever_saves_in_spite_of_the_warning_leaves_both_versions(
    client, authors, lesson
) -> None:
    anna, bert = authors
    seen = open_editor(client, anna, lesson)
    save(client, bert, lesson, open_editor(client, bert, lesson), by_itself=True, title="Von Bert")
    save(client, anna, lesson, seen, by_itself=False, title="Von Anna")
    titles = [row.content["title"] for row in lesson.revisions.order_by("created_at")]
    assert titles[-2:] == ["Von Bert", "Von Anna"]


def test_each_author_is_told_of_the_other_and_of_what_they_saved(client, authors, lesson) -> None:
    anna, bert = authors
    seen = open_editor(client, anna, lesson)
    save(client, bert, lesson, open_editor(client, bert, lesson), by_itself=True, title="Von Bert")
    client.force_login(anna)
    session = EditingSession.objects.get(user=anna).pk
    url = reverse(
        "wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", lesson.pk, session]
    )
    said = client.post(
        url,
        {
            "revision_id": seen["loaded_revision_id"],
            "revision_created_at": seen["loaded_revision_created_at"],
        },
    ).json()
    assert bert.get_full_name() in said["html"]
    assert [row["revision_id"] for row in said["other_sessions"]] == [lesson_revision(lesson)]


def lesson_revision(lesson) -> int:
    return LessonPage.objects.get(pk=lesson.pk).latest_revision_id


def latest(lesson):
    return LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
