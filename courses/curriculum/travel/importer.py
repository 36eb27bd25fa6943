"""Bring a folder of curriculum files into the page tree: everything or nothing."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from content.toolkit.pages import MethodIndexPage
from courses.curriculum.activities import ActivityPage, sync_activity
from courses.curriculum.models import Activity, Programme
from courses.curriculum.programmes import sync_programme
from courses.curriculum.travel.compare import differing
from courses.curriculum.travel.folder import Item, read_folder
from courses.curriculum.travel.home import make_home, place, put_in_order
from courses.curriculum.travel.source import Complaint, ImportRefused
from courses.governance.models import Provider

TOOLKIT = {
    "title": "Methodenkoffer",
    "slug": "methoden",
    "intro": "Karten für morgen früh: mit Zeiten, Material und dem, was schiefgehen kann.",
}


@dataclass(slots=True)
class Report:
    """What an import did, or would do: files by what becomes of their page."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


class _OnlyTrying(Exception):
    pass


def import_curriculum(
    directory: Path, *, provider: Provider, hostname: str = "", dry_run: bool = False
) -> Report:
    """Import the folder for a provider; a second run of the same files changes nothing.

    Pages are found by the key of their file (information pages and cards by their address). What
    is new or differs is published; pages that are not among the files stay as they are, and so
    does the draft of somebody whose page did not change. The programme becomes the home of the
    default site where Wagtail's welcome page was; `hostname` names that site.
    Raises ImportRefused with every complaint, by file and line; then nothing has been imported.
    """
    programme = read_folder(directory)
    report = Report()
    try:
        with transaction.atomic():
            _apply(programme, provider, report)
            make_home(_home(programme), hostname)
            if dry_run:
                raise _OnlyTrying
    except _OnlyTrying:
        pass
    finally:
        # Addresses that somebody asked for meanwhile may speak of pages that were taken back.
        Site.clear_site_root_paths_cache()
    return report


def summary(report: Report) -> Iterable[str]:
    """The report in lines."""
    for word, names in (
        (_("new"), report.created),
        (_("changed"), report.changed),
    ):
        for name in names:
            yield f"{word}: {name}"
    yield _("%(new)d new, %(changed)d changed, %(same)d as they were") % {
        "new": len(report.created),
        "changed": len(report.changed),
        "same": len(report.unchanged),
    }


def _home(item: Item) -> Page:
    return Page.objects.get(pk=Programme.objects.get(key=item.key).page_id)


def _apply(item: Item, provider: Provider, report: Report) -> None:
    existing = Programme.objects.filter(key=item.key).first()
    if existing and existing.provider_id != provider.pk:
        sentence = _("This programme belongs to %(provider)s.") % {"provider": existing.provider}
        raise ImportRefused([Complaint(item.source.path, item.source.line_of("key"), sentence)])
    page = existing.page.specific if existing and existing.page else None
    item.fields["provider"] = provider
    with _complaining(item):
        home, written = _write(item, page, Page.objects.get(depth=1), provider, report)
        if existing and existing.page_id is None:
            existing.page_id = home.pk
            existing.save(update_fields=["page"])
        programme = sync_programme(home, key=item.key)
        if written:
            home.save_revision().publish()
    made = [_apply_child(child, home, programme, report) for child in item.children]
    put_in_order(home, [page for page in made if isinstance(page, ActivityPage)])


def _apply_child(item: Item, parent: Page, programme: Programme, report: Report) -> Page:
    if item.source.data["type"] == "method":
        parent = _toolkit(parent)
    page = _page_of(item, parent, programme)
    if page:
        page = place(page, parent)
    with _complaining(item):
        made, written = _write(item, page, parent, programme.provider, report)
        if written and isinstance(made, ActivityPage):
            _keep_key(made, programme, item)
        if written:
            made.save_revision().publish()
    below = [_apply_child(child, made, programme, report) for child in item.children]
    put_in_order(made, below)
    return made


@contextmanager
def _complaining(item: Item) -> Iterator[None]:
    """What a page's own rules say, said of the file."""
    try:
        yield
    except ValidationError as error:
        named = getattr(error, "error_dict", {"": [error]})
        complaints = [
            Complaint(item.source.path, item.source.line_of(name), message)
            for name, errors in named.items()
            for message in ValidationError(errors).messages
        ]
        raise ImportRefused(complaints) from error


def _page_of(item: Item, parent: Page, programme: Programme) -> Page | None:
    if not issubclass(item.node.page, ActivityPage):
        return item.node.page.objects.child_of(parent).filter(slug=item.fields["slug"]).first()
    row = Activity.objects.filter(programme=programme, key=item.key).first()
    page = row.page.specific if row and row.page else None
    if page and not isinstance(page, item.node.page):
        sentence = _("The page with this key is of another kind.")
        raise ImportRefused([Complaint(item.source.path, item.source.line_of("key"), sentence)])
    return page


def _keep_key(page: Page, programme: Programme, item: Item) -> None:
    """A deleted page that comes again takes its old row, and with it everybody's progress."""
    Activity.objects.filter(programme=programme, key=item.key, page=None).update(page=page)
    sync_activity(page, key=item.key)


def _write(
    item: Item, page: Page | None, parent: Page, provider: Provider, report: Report
) -> tuple[Page, bool]:
    """The page with the values of the file, and whether it has to be published."""
    prepare = item.node.prepare
    fields = prepare(item.fields, provider) if prepare else item.fields
    name = item.source.path
    if page is None:
        page = item.node.page(**fields)  # live, so that adding it checks everything
        parent.add_child(instance=page)
        report.created.append(name)
        return page, True
    changes = differing(page, fields)
    for field_name, value in changes.items():
        setattr(page, field_name, value)
    (report.changed if changes else report.unchanged).append(name)
    return page, bool(changes)


def _toolkit(home: Page) -> Page:
    found = MethodIndexPage.objects.child_of(home).first()
    if found is None:
        found = MethodIndexPage(**TOOLKIT)
        home.add_child(instance=found)
        found.save_revision().publish()
    return found
