"""Out and in again: the same pages, the same keys, the same bytes."""

from pathlib import Path

import pytest
from django.core.management import call_command
from wagtail.models import Page

from content.glossary.models import Term
from content.sources.models import Source as Work
from courses.curriculum.models import Activity, Programme
from courses.curriculum.travel.exporter import export_curriculum, gather
from courses.curriculum.travel.importer import import_curriculum
from tests.courses.curriculum.travel.test_shipped import CURRICULUM
from tests.factories import ProviderFactory, site_root

pytestmark = pytest.mark.django_db


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "README.md"
    }


def pages() -> list[tuple[str, str, str]]:
    found = Page.objects.filter(depth__gt=1).order_by("url_path").specific()
    ours = [page for page in found if type(page) is not Page]
    return [(type(page).__name__, page.url_path, page.title) for page in ours]


def keys() -> list[tuple[str, str]]:
    rows = Activity.objects.order_by("key").values_list("kind", "key")
    return [(kind, str(key)) for kind, key in rows]


def wipe() -> None:
    for page in Page.objects.filter(depth=2):
        page.specific.delete()
    Activity.objects.update(parent=None)
    Activity.objects.all().delete()
    Programme.objects.all().delete()
    Term.objects.all().delete()
    Work.objects.all().delete()


def test_the_shipped_curriculum_is_canonical() -> None:
    call_command("canonicalise_curriculum", str(CURRICULUM), "--check")


def test_the_shipped_curriculum_comes_back_byte_for_byte(tmp_path) -> None:
    site_root()
    provider = ProviderFactory()
    import_curriculum(CURRICULUM, provider=provider)
    before = pages(), keys()
    export_curriculum(Programme.objects.get(), tmp_path / "draussen")
    assert files(tmp_path / "draussen") == files(CURRICULUM)
    wipe()
    import_curriculum(tmp_path / "draussen", provider=provider)
    assert (pages(), keys()) == before
    assert gather(Programme.objects.get()).texts == {
        name: text.decode() for name, text in files(CURRICULUM).items()
    }
