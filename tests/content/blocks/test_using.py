"""What stands beside the text to be used: checklist, card, activity, file, another site."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model

from content.toolkit.enums import Visibility
from content.toolkit.pages import MethodIndexPage, MethodPage
from courses.curriculum.models import Activity
from tests.content.blocks.drawing import BODY, drawn, value_of
from tests.factories import make_lesson, make_programme

FILM = {
    "title": "Erklärfilm",
    "provider": "Beispielportal",
    "url": "https://video.example/1",
    "transfer": "Ihre IP-Adresse.",
}


@pytest.fixture
def lesson(db):
    module = Activity.objects.get(kind="module", programme=make_programme(lessons=0)).page
    return make_lesson(module, number="1.1", minutes=20)


@pytest.fixture
def card(lesson):
    home = lesson.get_parent().get_parent()
    index = home.add_child(instance=MethodIndexPage(title="Methodenkoffer", slug="koffer"))
    return index.add_child(
        instance=MethodPage(
            title="Haltungslinie",
            slug="linie",
            purpose="Zeigt Haltungen.",
            minutes=20,
            group_min=6,
            do_no_harm="Nur für Teams.",
            steps=[{"type": "step", "value": {"title": "Eins", "text": "Eins.", "minutes": 20}}],
        )
    )


@pytest.fixture
def document(db):
    file = ContentFile(b"x" * 2048, name="ablauf.pdf")
    return get_document_model().objects.create(title="Ablauf", file=file, file_size=2048)


# — Another site ———————————————————————————————————————————————————————————————————


def test_another_site_is_only_a_link_with_a_notice() -> None:
    html = drawn(("external", FILM))
    assert html.count("https://video.example/1") == 2  # the link, and in words for paper
    assert 'rel="noopener noreferrer external"' in html
    assert 'referrerpolicy="no-referrer"' in html
    for loads in ("<iframe", "<img", "<script", "<link", "<video", "src="):
        assert loads not in html
    assert "Erst Ihr Klick öffnet sie, in einem neuen Tab." in html
    assert "Der Klick gibt weiter: Ihre IP-Adresse." in html


@pytest.mark.parametrize("address", ["http://video.example", "javascript:alert(1)", ""])
def test_an_address_without_encryption_is_refused_and_never_drawn(address) -> None:
    block = BODY.child_blocks["external"]
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.normalize({**FILM, "url": address}))
    assert set(caught.value.block_errors) == {"url"}
    assert drawn(("external", {**FILM, "url": address})) == ""


def test_the_refusal_says_what_is_expected() -> None:
    with pytest.raises(ValidationError, match=r"Die Adresse muss mit https:// beginnen\."):
        BODY.child_blocks["external"].child_blocks["url"].clean("http://video.example")


# — File, checklist ————————————————————————————————————————————————————————————————


def test_a_file_says_type_size_and_language(document) -> None:
    value = {"title": "Ablauf eines runden Tischs", "document": document.pk, "language": "uk"}
    html = drawn(("download", value))
    assert f'<a href="{document.url}" hreflang="uk" download>Ablauf eines runden Tischs</a>' in html
    assert "PDF, 2,0 KB, Ukrainisch" in html


def test_a_file_that_is_gone_leaves_nothing(document) -> None:
    value = {"title": "Ablauf", "document": document.pk, "language": "de"}
    document.delete()
    assert drawn(("download", value)) == ""


def test_a_checklist_can_be_ticked_and_says_that_nothing_is_kept() -> None:
    html = drawn(("checklist", {"title": "Vorher", "items": ["Raum <1>", "Tee"]}))
    assert html.count('type="checkbox"') == 2
    assert "<span>Raum &lt;1&gt;</span></label>" in html
    assert "name=" not in html
    assert "Ihre Häkchen werden nicht gespeichert." in html


def test_a_checklist_needs_an_item() -> None:
    block = BODY.child_blocks["checklist"]
    with pytest.raises(StructBlockValidationError):
        block.clean(block.normalize({"title": "Vorher", "items": []}))


# — Card and activity ——————————————————————————————————————————————————————————————


def test_a_card_shows_what_it_is_for(card) -> None:
    html = drawn(("card", {"page": card.pk, "note": "Für den Einstieg."}))
    assert f'<a href="{card.url}">Haltungslinie</a>' in html
    for word in ("Zeigt Haltungen.", "Für den Einstieg.", "etwa 20 Minuten", "6 bis 16 Personen"):
        assert word in html


def test_a_card_that_is_not_published_leaves_no_dead_link(card) -> None:
    MethodPage.objects.update(live=False)
    assert drawn(("card", {"page": card.pk, "note": "Für den Einstieg."})) == ""
    card.delete()
    assert drawn(("card", {"page": card.pk, "note": ""})) == ""


def test_a_card_for_others_is_left_out(card) -> None:
    MethodPage.objects.update(visibility=Visibility.ENROLLED)
    assert drawn(("card", {"page": card.pk, "note": ""})) == ""


def test_an_activity_says_its_kind_and_minutes(lesson) -> None:
    html = drawn(("activity", {"page": lesson.pk, "note": "Als Grundlage."}))
    assert "Lerneinheit" in html
    assert f'<a href="{lesson.url}">1.1 Einheit 1.1</a>' in html
    assert "etwa 20 Minuten" in html


def test_an_activity_that_is_not_published_leaves_no_dead_link(lesson) -> None:
    lesson.unpublish()
    assert drawn(("activity", {"page": lesson.pk, "note": ""})) == ""


def test_only_activities_can_be_chosen(card, lesson) -> None:
    chooser = BODY.child_blocks["activity"].child_blocks["page"]
    assert {model.__name__ for model in chooser.target_models} == {
        "AssignmentPage",
        "FeedbackPage",
        "H5PPage",
        "LessonPage",
        "ModulePage",
        "PlanPage",
        "QuizPage",
        "ReflectionPage",
        "ScenarioPage",
        "SelfAssessmentPage",
    }
    assert MethodPage not in chooser.target_models


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_statements_however_many_links_stand_in_a_lesson(card, lesson, count) -> None:
    links = [
        ("card", {"page": card.pk, "note": ""}),
        ("activity", {"page": lesson.pk, "note": ""}),
    ]
    drawn(*links)
    with CaptureQueriesContext(connection) as queries:
        drawn(*links * count)
    assert len(queries) == 4, [query["sql"] for query in queries]


def test_values_survive_saving() -> None:
    value = value_of(("checklist", {"title": "Vorher", "items": ["Raum"]}))
    assert BODY.to_python(BODY.get_prep_value(value))[0].value["items"][0] == "Raum"
