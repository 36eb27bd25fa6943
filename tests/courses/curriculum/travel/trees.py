"""What stands in a folder and in the page tree, to compare before and after a journey."""

from pathlib import Path

from wagtail.models import Page

from content.glossary.models import Term
from content.sources.models import Source as Work
from courses.curriculum.models import Activity, Programme


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
