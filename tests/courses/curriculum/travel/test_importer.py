"""From files to pages: once, again, and not at all."""

from decimal import Decimal
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command
from wagtail.models import (
    Page,
    Revision,
    Site,
)

from assessments.reflection.pages import ReflectionPage
from content.toolkit.pages import MethodIndexPage, MethodPage
from courses.curriculum.models import Activity, Programme
from courses.curriculum.pages import InfoPage, LessonPage, ModulePage, ProgrammePage
from courses.curriculum.travel.importer import import_curriculum, summary
from courses.curriculum.travel.source import ImportRefused
from tests.courses.curriculum.travel.conftest import FIRST, SECOND
from tests.factories import ProviderFactory

pytestmark = pytest.mark.django_db
FILES = [
    "programme.yaml",
    "modul-1/module.md",
    "modul-1/auftrag/lesson.md",
    "methoden.yaml",
    "methoden/haltungslinie.yaml",
    "seiten/hilfe.md",
]
THIRD = "41582503-f001-4c6e-98a7-8b1e7a71ffa9"
REFLECTION = """\
key: {key}
type: reflection
slug: reflexion{n}
title: Reflexion{n}
prompts:
  - id: c96644c4-ef00-42d7-9f73-2669677e5a29
    text: Was bleibt?
"""


def lessons() -> list[str]:
    return [page.title for page in LessonPage.objects.order_by("path")]


def state() -> tuple[int, int, list[tuple[str, int]]]:
    """What an import must not touch without a reason."""
    keys = Activity.objects.order_by("key").values_list("key", "page_id")
    return Page.objects.count(), Revision.objects.count(), list(keys)


# — The first time ——————————————————————————————————————————————————————————————


def test_every_file_becomes_a_published_page_where_it_belongs(bring) -> None:
    report = bring()
    assert (report.created, report.changed, report.unchanged) == (FILES, [], [])
    assert {page.url_path: (page.specific_class, page.live) for page in Page.objects.all()[1:]} == {
        "/qualifizierung/": (ProgrammePage, True),
        "/qualifizierung/modul-1/": (ModulePage, True),
        "/qualifizierung/modul-1/auftrag/": (LessonPage, True),
        "/qualifizierung/hilfe/": (InfoPage, True),
        "/qualifizierung/methoden/": (MethodIndexPage, True),
        "/qualifizierung/methoden/haltungslinie/": (MethodPage, True),
    }


def test_rows_have_the_keys_of_the_files(bring, provider) -> None:
    bring()
    programme = Programme.objects.get()
    assert (str(programme.key), programme.provider) == (
        "93c7f77f-124d-408e-9940-5e9cf9d1857c",
        provider,
    )
    found = programme.activities.order_by("page__path").values_list("kind", "key", "live")
    assert [(kind, str(key), live) for kind, key, live in found] == [
        ("module", "2791d3f0-b1b8-442d-a3cf-8cd450bde02a", True),
        ("lesson", FIRST, True),
    ]
    lesson = programme.activities.get(kind="lesson")
    assert (lesson.parent.kind, lesson.number, lesson.minutes) == ("module", "1.1", 20)


def test_a_programme_carries_the_values_of_its_file(bring) -> None:
    bring()
    page = ProgrammePage.objects.get()
    assert (page.hero_lead, page.audience_title, page.audience, page.hours) == (
        "Fünf Module in einem Jahr, am eigenen Fall.",
        "Für Menschen mittendrin",
        "Im Ordnungsamt.\n\nIm Ortsrat.",
        Decimal(80),
    )
    assert [dict(block.value) for block in page.figures] == [{"value": "80", "label": "Stunden"}]
    assert [block.value for block in page.competences] == ["klärt Aufträge"]


def test_a_module_carries_the_values_of_its_file(bring) -> None:
    bring()
    page = ModulePage.objects.get()
    assert (page.number, page.days, page.hours, page.lead) == (
        1,
        2,
        Decimal("12.5"),
        "Wo Menschen zusammen entscheiden, streiten sie.",
    )
    assert [dict(block.value) for block in page.outcomes] == [
        {"text": "einen Konflikt einer Stufe zuordnen", "level": "K3"}
    ]


def test_a_card_carries_the_values_of_its_file(bring) -> None:
    bring()
    card = MethodPage.objects.get()
    assert (card.phase_from, card.phase_to, card.group_min, card.group_max) == (1, 5, 6, 20)
    assert (card.module, card.minutes, card.moderation, card.online) == (1, 15, "high", "yes")
    assert [step.value["minutes"] for step in card.steps] == [10, 5]
    assert [item.value for item in card.material] == ["Klebeband"]


# — Again —————————————————————————————————————————————————————————————————————————


def test_the_same_files_twice_change_nothing(folder, bring) -> None:
    folder.lesson(
        ':::law land="Thüringen" date="2026-10-01"\nEins.\n:::\n\n:::steps\n1. zwei\n:::\n\n'
        ':::table caption="x"\n| a | b |\n|---|---|\n| c | |\n:::'
    )
    bring()
    before = state()
    report = bring()
    assert (report.created, report.changed, report.unchanged) == ([], [], FILES)
    assert state() == before


def test_words_saved_again_in_the_editor_are_the_same_words(bring) -> None:
    bring()
    page = LessonPage.objects.get()
    page.body = [
        {**block, "value": '<p data-block-key="a1b2c">Text.</p>'} for block in page.body.raw_data
    ]
    page.save_revision().publish()
    assert bring().changed == []


def test_only_the_changed_file_gets_a_revision(folder, bring) -> None:
    bring()
    _pages, revisions, keys = state()
    folder.lesson("Ein neuer Text.")
    report = bring()
    assert (report.created, report.changed) == ([], ["modul-1/auftrag/lesson.md"])
    assert state()[1:] == (revisions + 1, keys)
    assert "Ein neuer Text." in str(LessonPage.objects.get().body)


def test_a_draft_of_an_unchanged_page_stays_a_draft(bring) -> None:
    bring()
    page = LessonPage.objects.get()
    page.title = "Noch nicht fertig"
    page.save_revision()
    bring()
    assert LessonPage.objects.get().title == "Auftragsklärung"


def test_a_page_somebody_took_down_stays_down(bring) -> None:
    bring()
    LessonPage.objects.get().unpublish()
    bring()
    assert not LessonPage.objects.get().live


def test_a_renamed_lesson_is_found_by_its_key(folder, bring) -> None:
    bring()
    page = LessonPage.objects.get()
    (folder.path / "modul-1/auftrag/lesson.md").unlink()
    folder.lesson(slug="auftrag-klaeren", title="Den Auftrag klären")
    report = bring()
    assert (report.created, report.changed) == ([], ["modul-1/auftrag-klaeren/lesson.md"])
    again = LessonPage.objects.get()
    assert (again.pk, again.title, again.url_path) == (
        page.pk,
        "Den Auftrag klären",
        "/qualifizierung/modul-1/auftrag-klaeren/",
    )


def test_a_deleted_page_comes_back_to_its_row(bring) -> None:
    bring()
    row = Activity.objects.get(key=UUID(FIRST))
    LessonPage.objects.get().delete()
    assert bring().created == ["modul-1/auftrag/lesson.md"]
    again = Activity.objects.get(key=UUID(FIRST))
    assert (again.pk, again.page_id, again.live) == (row.pk, LessonPage.objects.get().pk, True)


def test_a_deleted_programme_page_comes_back_to_its_row(bring) -> None:
    bring()
    programme = Programme.objects.get()
    ProgrammePage.objects.get().delete()
    bring()
    assert Programme.objects.get() == programme
    assert Programme.objects.get().page_id == ProgrammePage.objects.get().pk


def test_lessons_stand_by_number_also_those_that_come_later(folder, bring) -> None:
    folder.lesson(number="1.10", slug="zehn", title="Zehn", key=SECOND)
    bring()
    assert lessons() == ["Auftragsklärung", "Zehn"]
    folder.lesson(number="1.9", slug="neun", title="Neun", key=THIRD)
    bring()
    assert lessons() == ["Auftragsklärung", "Neun", "Zehn"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_several_of_a_kind_stand_by_the_number_of_their_file(folder, bring) -> None:
    keys = {"-10": FIRST, "": SECOND, "-2": THIRD}
    (folder.path / "modul-1/auftrag/lesson.md").unlink()
    for n, key in keys.items():
        folder.write(f"modul-1/reflexion{n}.yaml", REFLECTION.format(key=key, n=n or "-1"))
    bring()
    titles = [page.title for page in ReflectionPage.objects.order_by("path")]
    assert titles == ["Reflexion-1", "Reflexion-2", "Reflexion-10"]


def test_a_lesson_moves_with_its_file(folder, bring) -> None:
    folder.lesson(number="1.2", slug="zwei", title="Zwei", key=SECOND)
    module = (folder.path / "modul-1/module.md").read_text()
    module = module.replace("2791d3f0-b1b8-442d-a3cf-8cd450bde02a", THIRD)
    folder.write(
        "modul-2/module.md",
        module.replace("number: 1", "number: 2").replace("slug: modul-1", "slug: modul-2"),
    )
    bring()
    before = Activity.objects.get(key=UUID(SECOND))
    (folder.path / "modul-1/zwei/lesson.md").unlink()
    folder.lesson(number="2.1", slug="zwei", title="Zwei", key=SECOND, module="modul-2")
    folder.lesson(
        number="2.2",
        slug="drei",
        title="Drei",
        key="24ab3eb8-7326-4509-9e7e-166ad0164901",
        module="modul-2",
    )
    bring()
    after = Activity.objects.get(key=UUID(SECOND))
    assert (after.pk, after.page_id, after.parent.number) == (before.pk, before.page_id, "2")
    assert [page.url_path for page in LessonPage.objects.order_by("path")] == [
        "/qualifizierung/modul-1/auftrag/",
        "/qualifizierung/modul-2/zwei/",
        "/qualifizierung/modul-2/drei/",
    ]
    assert Page.find_problems() == ([], [], [], [], [])


def test_pages_without_a_file_stay(folder, bring) -> None:
    bring()
    (folder.path / "modul-1/auftrag/lesson.md").unlink()
    bring()
    assert lessons() == ["Auftragsklärung"]


# — Only trying —————————————————————————————————————————————————————————————————————


def test_a_dry_run_says_what_would_change_and_changes_nothing(folder, bring) -> None:
    bring()
    folder.lesson("Ein neuer Text.")
    folder.lesson(number="1.2", slug="zwei", key=SECOND)
    before = state()
    report = bring(dry_run=True)
    assert (report.created, report.changed) == (
        ["modul-1/zwei/lesson.md"],
        ["modul-1/auftrag/lesson.md"],
    )
    assert state() == before


def test_a_dry_run_leaves_no_address_behind(folder, bring) -> None:
    bring(dry_run=True)
    assert not Programme.objects.exists()
    assert Site.get_site_root_paths() == [
        (site.pk, site.root_page.url_path, site.root_url, "de") for site in Site.objects.all()
    ]


def test_the_command_can_only_try(folder, provider) -> None:
    out = StringIO()
    place = str(folder.path), "--provider", provider.slug
    call_command("import_curriculum", *place, "--dry-run", stdout=out)
    assert out.getvalue().splitlines()[-1] == f"{len(FILES)} neu, 0 geändert, 0 unverändert"
    assert not Activity.objects.exists()


def test_the_report_in_lines(folder, bring) -> None:
    bring()
    folder.lesson("Ein neuer Text.")
    folder.lesson(number="1.2", slug="zwei", key=SECOND)
    assert list(summary(bring())) == [
        "neu: modul-1/zwei/lesson.md",
        "geändert: modul-1/auftrag/lesson.md",
        "  modul-1/auftrag/lesson.md: text",
        "    @@ -11,3 +11,3 @@",
        "     ",
        "    -Text.",
        "    +Ein neuer Text.",
        "     ",
        "1 neu, 1 geändert, 5 unverändert",
    ]


# — Not at all ——————————————————————————————————————————————————————————————————————


def test_one_broken_file_and_nothing_is_imported(folder, complaints) -> None:
    folder.lesson(":::box\nText.\n:::")
    folder.change("seiten/hilfe.md", "slug: hilfe", "slug: 5")
    before = state()
    assert [text.split(": ")[0] for text in complaints()] == [
        "modul-1/auftrag/lesson.md:12",
        "seiten/hilfe.md:4",
    ]
    assert state() == before


def test_a_page_that_breaks_its_own_rules_takes_everything_back(folder, complaints) -> None:
    folder.change("methoden/haltungslinie.yaml", "phase_to: 5", "phase_to: 0")
    folder.change("methoden/haltungslinie.yaml", "minutes: 15", "minutes: 20")
    before = state()
    places = [text.split(": ")[0] for text in complaints()]
    assert places == ["methoden/haltungslinie.yaml:8", "methoden/haltungslinie.yaml:11"]
    assert state() == before


def test_another_provider_cannot_take_a_programme_over(folder, bring) -> None:
    bring()
    with pytest.raises(ImportRefused) as caught:
        import_curriculum(folder.path, provider=ProviderFactory())
    owner = Programme.objects.get().provider
    assert str(caught.value) == f"programme.yaml:1: Dieses Programm gehört zu {owner}."


def test_a_key_of_another_kind_is_refused(folder, bring, complaints) -> None:
    bring()
    folder.change("modul-1/auftrag/lesson.md", FIRST, SECOND)
    folder.change("modul-1/module.md", "2791d3f0-b1b8-442d-a3cf-8cd450bde02a", FIRST)
    assert complaints() == [
        "modul-1/module.md:2: Die Seite mit diesem Schlüssel ist von anderer Art."
    ]


def test_a_missing_programme_is_said(folder, complaints) -> None:
    (folder.path / "programme.yaml").unlink()
    assert complaints() == ["programme.yaml: Diese Datei fehlt."]
