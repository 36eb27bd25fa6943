"""The curriculum that comes with the product: in through the command, again, out, and in again."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision

from assessments.plan.pages import PlanPage
from courses.curriculum.copying import Keys, copy_programme
from courses.curriculum.models import Activity, Programme
from courses.curriculum.travel.exporter import export_curriculum, gather
from courses.curriculum.travel.importer import import_curriculum
from courses.governance.models import Provider
from tests.courses.curriculum.test_copying import keys_of, titles_of
from tests.courses.curriculum.travel.trees import files, keys, pages, wipe
from tests.factories import ProviderFactory, site_root

pytestmark = pytest.mark.django_db
CURRICULUM = Path(__file__).resolve().parents[4] / "lms" / "curriculum"
APART = {"README.md", "rubric.yaml", "beispiel.yaml", "einfach.md", "medien.yaml"}
COUNT = len([path for path in CURRICULUM.rglob("*") if path.is_file() and path.name not in APART])


def run(provider: Provider, folder: Path = CURRICULUM, *options: str) -> list[str]:
    out = StringIO()
    call_command(
        "import_curriculum", str(folder), "--provider", provider.slug, *options, stdout=out
    )
    return out.getvalue().splitlines()


@pytest.fixture(scope="module")
def provider(module_db: None) -> Provider:
    site_root()
    return ProviderFactory(slug="mittelaue")


@pytest.fixture(scope="module")
def said(provider: Provider) -> list[str]:
    """What the command said when the curriculum arrived."""
    return run(provider)


@pytest.fixture
def programme(said: list[str]) -> Programme:
    return Programme.objects.get()


def test_it_is_canonical() -> None:
    call_command("canonicalise_curriculum", str(CURRICULUM), "--check")


def test_it_arrives_whole_and_once(provider: Provider, said: list[str]) -> None:
    assert said[-1] == f"{COUNT} neu, 0 geändert, 0 unverändert"
    before = Page.objects.count(), Revision.objects.count(), Activity.objects.count()
    assert run(provider) == [f"0 neu, 0 geändert, {COUNT} unverändert"]
    assert (Page.objects.count(), Revision.objects.count(), Activity.objects.count()) == before


def test_it_comes_back_byte_for_byte(
    provider: Provider, programme: Programme, tmp_path: Path
) -> None:
    before = pages(), keys()
    export_curriculum(programme, tmp_path / "draussen")
    assert files(tmp_path / "draussen") == files(CURRICULUM)
    wipe()
    import_curriculum(tmp_path / "draussen", provider=provider)
    assert (pages(), keys()) == before
    assert gather(Programme.objects.get()).texts == {
        name: text.decode() for name, text in files(CURRICULUM).items()
    }


def test_a_copy_has_template_and_rubric_of_its_own(programme: Programme) -> None:
    other = ProviderFactory()
    copy = copy_programme(programme, provider=other, title="Zweite Reihe", keys=Keys.KEEP)
    plan = PlanPage.objects.descendant_of(copy.page).get()
    assert plan.template_version.template.provider == other
    assert plan.rubric_version.rubric.provider == other
    assert titles_of(copy) == titles_of(programme)
    assert keys_of(copy) == keys_of(programme)


def test_the_command_needs_a_provider(provider: Provider) -> None:
    with pytest.raises(CommandError, match="niemand"):
        run(Provider(slug="niemand"))


def test_the_command_says_what_is_wrong(provider: Provider, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"programme\.yaml: Diese Datei fehlt\."):
        run(provider, tmp_path)
