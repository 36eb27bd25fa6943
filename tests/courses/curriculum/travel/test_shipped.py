"""The curriculum that comes with the product, through the command people type."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision

from courses.curriculum.models import Activity
from tests.factories import ProviderFactory, site_root

pytestmark = pytest.mark.django_db
CURRICULUM = Path(__file__).resolve().parents[4] / "lms" / "curriculum"


def run(*options: str) -> list[str]:
    out = StringIO()
    call_command("import_curriculum", str(CURRICULUM), *options, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def provider():
    site_root()
    return ProviderFactory(slug="mittelaue")


def test_the_shipped_curriculum_arrives_whole_and_once(provider, client) -> None:
    files = [*CURRICULUM.glob("**/*.md"), *CURRICULUM.glob("**/*.yaml")]
    apart = {"README.md", "rubric.yaml", "einfach.md", "medien.yaml"}
    count = len([path for path in files if path.name not in apart])
    assert run("--provider", "mittelaue")[-1] == f"{count} neu, 0 geändert, 0 unverändert"
    before = Page.objects.count(), Revision.objects.count(), Activity.objects.count()
    assert run("--provider", "mittelaue") == [f"0 neu, 0 geändert, {count} unverändert"]
    assert (Page.objects.count(), Revision.objects.count(), Activity.objects.count()) == before


def test_the_command_only_tries(provider) -> None:
    assert "neu: programme.yaml" in run("--provider", "mittelaue", "--dry-run")
    assert not Activity.objects.exists()


def test_the_command_needs_a_provider(provider) -> None:
    with pytest.raises(CommandError, match="niemand"):
        run("--provider", "niemand")


def test_the_command_says_what_is_wrong(provider, tmp_path) -> None:
    with pytest.raises(CommandError, match=r"programme\.yaml: Diese Datei fehlt\."):
        call_command("import_curriculum", str(tmp_path), "--provider", "mittelaue")
