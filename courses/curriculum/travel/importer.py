"""Bring a folder of curriculum files into the page tree: everything or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.models import Page, Site

from content.toolkit.pages import MethodIndexPage
from courses.curriculum.activities import ActivityPage, sync_activity
from courses.curriculum.models import Activity, Programme
from courses.curriculum.programmes import sync_programme
from courses.curriculum.travel.registry import Node, node_of
from courses.curriculum.travel.source import (
    BrokenFile,
    Complaint,
    ImportRefused,
    Source,
    files,
    read,
)
from courses.governance.models import Provider

TOOLKIT_SLUG = "methoden"
TOOLKIT = {"title": "Methodenkoffer", "slug": TOOLKIT_SLUG}


@dataclass(slots=True)
class Item:
    """One file on its way to a page, with what belongs below it."""

    source: Source
    node: Node
    fields: dict[str, Any]
    children: list["Item"] = field(default_factory=list)

    @property
    def key(self) -> UUID:
        return self.source.key()


@dataclass(slots=True)
class Report:
    """What an import did, or would do: files by what becomes of their page."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


class _OnlyTrying(Exception):
    pass


def import_curriculum(directory: Path, *, provider: Provider, dry_run: bool = False) -> Report:
    """Import the folder for a provider; a second run of the same files changes nothing.

    Pages are found by the key of their file (information pages and cards by their address).
    Raises ImportRefused with every complaint, by file and line; then nothing has been imported.
    """
    programme = _read_all(directory)
    report = Report()
    try:
        with transaction.atomic():
            _apply(programme, provider, report)
            if dry_run:
                raise _OnlyTrying
    except _OnlyTrying:
        pass
    return report


# — Reading ————————————————————————————————————————————————————————————————————


class _Reading:
    """Reads files and collects what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.complaints: list[Complaint] = []
        self.seen: dict[UUID, str] = {}

    def item(self, path: Path) -> Item | None:
        try:
            source = read(self.root, path)
            item = Item(source, node := node_of(source), node.read(source))
            self._once(source)
        except BrokenFile as error:
            self.complaints.append(error.complaint)
            return None
        return item

    def items(self, pattern: str) -> list[Item]:
        return [item for path in files(self.root, pattern) if (item := self.item(path))]

    def _once(self, source: Source) -> None:
        first = self.seen.setdefault(source.key(), source.path)
        if first != source.path:
            raise source.fail(_("%(file)s has the same key.") % {"file": first}, at="key")


def _read_all(directory: Path) -> Item:
    reading = _Reading(directory)
    path = directory / "programme.yaml"
    if not path.is_file():
        raise ImportRefused([Complaint("programme.yaml", 0, _("This file is missing."))])
    programme = reading.item(path)
    modules = sorted(reading.items("modul-*/module.md"), key=_number)
    for module in modules:
        folder = module.source.folder.name
        module.children = sorted(reading.items(f"{folder}/*/lesson.md"), key=_number)
        for lesson in module.children:
            lesson.children = reading.items(f"{folder}/{lesson.source.folder.name}/quiz.yaml")
        module.children += reading.items(f"{folder}/reflexion.yaml")
    rest = reading.items("plan/plan.yaml") + reading.items("seiten/*.md")
    rest += reading.items("methoden/*.yaml")
    if reading.complaints or programme is None:
        raise ImportRefused(reading.complaints)
    programme.children = modules + rest
    return programme


def _number(item: Item) -> list[int]:
    """„1.10“ comes after „1.9“."""
    parts = str(item.fields["number"]).split(".")
    return [int(part) if part.isdigit() else 0 for part in parts]


# — Applying ———————————————————————————————————————————————————————————————————


def _apply(item: Item, provider: Provider, report: Report) -> None:
    existing = Programme.objects.filter(key=item.key).first()
    page = existing.page.specific if existing and existing.page else None
    item.fields["provider"] = provider
    home = _write(item, page, _root(), provider, report)
    if existing and existing.page_id is None:
        existing.page_id = home.pk
        existing.save(update_fields=["page"])
    programme = sync_programme(home, key=item.key)
    _publish(home)
    _make_home(home)
    for child in item.children:
        _apply_child(child, home, programme, report)


def _apply_child(item: Item, parent: Page, programme: Programme, report: Report) -> None:
    if item.source.data["type"] == "method":
        parent = _toolkit(parent)
    page = _page_of(item, parent, programme)
    made = _write(item, page, parent, programme.provider, report)
    if isinstance(made, ActivityPage):
        _keep_key(made, programme, item.key)
    _publish(made)
    for child in item.children:
        _apply_child(child, made, programme, report)


def _page_of(item: Item, parent: Page, programme: Programme) -> Page | None:
    if issubclass(item.node.page, ActivityPage):
        row = Activity.objects.filter(programme=programme, key=item.key).first()
        return row.page.specific if row and row.page else None
    found = item.node.page.objects.child_of(parent).filter(slug=item.fields["slug"])
    return found.first()


def _keep_key(page: Page, programme: Programme, key: UUID) -> None:
    """A deleted page that comes again takes its old row, and with it everybody's progress."""
    Activity.objects.filter(programme=programme, key=key, page=None).update(page=page)
    sync_activity(page, key=key)


def _write(item: Item, page: Page | None, parent: Page, provider: Provider, report: Report) -> Page:
    prepare = item.node.prepare
    fields = prepare(item.fields, provider) if prepare else item.fields
    name = item.source.path
    try:
        if page is None:
            page = item.node.page(**fields, live=False)
            parent.add_child(instance=page)
            report.created.append(name)
        elif differing := _differing(page, fields):
            for field_name, value in differing.items():
                setattr(page, field_name, value)
            page.save_revision()
            report.changed.append(name)
        else:
            report.unchanged.append(name)
    except ValidationError as error:
        complaints = [Complaint(name, 0, "; ".join(error.messages))]
        raise ImportRefused(complaints) from error
    return page


def _publish(page: Page) -> None:
    """Publish what is new or changed; an unchanged page gets no revision."""
    latest = page.get_latest_revision()
    if latest is None or not page.live:
        page.save_revision().publish()
    elif latest.pk != page.live_revision_id:
        latest.publish()


def _differing(page: Page, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if _stored(page, name) != _same(value)}


def _stored(page: Page, name: str) -> Any:
    value = getattr(page, name)
    return list(value.raw_data) if isinstance(value, StreamValue) else _same(value)


def _same(value: Any) -> Any:
    """Numbers are compared as numbers, however they were written."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return Decimal(str(value)).normalize()
    return value


def _root() -> Page:
    return Page.objects.get(depth=1)


def _toolkit(home: Page) -> Page:
    found = MethodIndexPage.objects.child_of(home).first()
    if found is None:
        found = MethodIndexPage(**TOOLKIT)
        home.add_child(instance=found)
        found.save_revision().publish()
    return found


def _make_home(home: Page) -> None:
    """The programme becomes the site's home where Wagtail's welcome page was."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
        return
    welcome = site.root_page
    if welcome.pk == home.pk or welcome.specific_class is not Page:
        return
    site.root_page = home
    site.save()
    if not welcome.get_children().exists():
        welcome.delete()


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
