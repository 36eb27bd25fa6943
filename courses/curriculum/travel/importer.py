"""Bring a folder of curriculum files into the page tree: everything or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from courses.curriculum.activities import ActivityPage, sync_activity
from courses.curriculum.models import Activity, Programme
from courses.curriculum.pages import ProgrammePage
from courses.curriculum.programmes import sync_programme
from courses.curriculum.travel.archive import unpacked
from courses.curriculum.travel.checking import check_streams
from courses.curriculum.travel.differences import Difference, differences
from courses.curriculum.travel.folder import Folder, Item, read_folder
from courses.curriculum.travel.home import make_home, place, put_in_order
from courses.curriculum.travel.media import Arrivals, Shelf
from courses.curriculum.travel.pageform import Files, Values
from courses.curriculum.travel.pages import files_of, find_page, others_with_key
from courses.curriculum.travel.prose.stored import Untold
from courses.curriculum.travel.references import (
    Addresses,
    Arriving,
    Asking,
    Departing,
    Hoping,
    Lost,
)
from courses.curriculum.travel.registry import Form
from courses.curriculum.travel.source import BrokenFile, Complaint, ImportRefused
from courses.governance.models import Provider


@dataclass(slots=True)
class Report:
    """What an import did, or would do: files by what becomes of their page."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    # What is different, by file.
    differences: dict[str, list[Difference]] = field(default_factory=dict)


class _OnlyTrying(Exception):
    pass


def import_curriculum(
    origin: Path, *, provider: Provider, hostname: str = "", dry_run: bool = False
) -> Report:
    """Import a folder or a .zip of one for a provider; the same files again change nothing.

    Pages are found by the key of their file (information pages, cards and the toolkit also by
    their address). What is new or means something else is published; pages that are not among the
    files stay as they are, and so does the draft of somebody whose page did not change. The
    programme becomes the home of the default site where Wagtail's welcome page was; `hostname`
    names that site.
    Raises ImportRefused with every complaint, by file and line; then nothing has been imported,
    and no file of a picture is left behind.
    """
    with unpacked(origin) as root:
        run = _Import(read_folder(root), provider)
        try:
            with transaction.atomic():
                run.apply()
                make_home(run.home, hostname)
                if dry_run:
                    raise _OnlyTrying
        except _OnlyTrying:
            run.arrivals.take_back()
        except BaseException:
            run.arrivals.take_back()
            raise
        finally:
            provider.refresh_from_db(fields=["collection"])  # it may have been made, or taken back
            # Addresses that somebody asked for meanwhile may speak of pages that were taken back.
            Site.clear_site_root_paths_cache()
    return run.report


def summary(report: Report) -> Iterable[str]:
    """The report in lines."""
    for word, names in (
        (_("new"), report.created),
        (_("changed"), report.changed),
    ):
        for name in names:
            yield f"{word}: {name}"
            for found in report.differences.get(name, ()):
                yield f"  {found.file}: {', '.join(found.names)}"
                yield from (f"    {line}" for line in found.lines)
    yield _("%(new)d new, %(changed)d changed, %(same)d as they were") % {
        "new": len(report.created),
        "changed": len(report.changed),
        "same": len(report.unchanged),
    }


@dataclass(slots=True)
class _Stand:
    """A file and the page that stands for it, before the page is filled."""

    item: Item
    page_id: int
    new: bool
    moved: bool = False
    slug: str = ""  # what the page was called before


class _Import:
    """One run: first every page stands where it belongs, then each is filled."""

    def __init__(self, folder: Folder, provider: Provider) -> None:
        self.folder, self.provider = folder, provider
        self.report = Report()
        self.arrivals = Arrivals(folder.root, provider, folder.media, Shelf())
        self.stands: list[_Stand] = []
        self.home = Page()
        self.programme = Programme()

    def apply(self) -> None:
        if missing := list(_packages_missing(self.folder.programme)):
            raise ImportRefused(missing)
        for record, sources in self.folder.records:
            for change in record.apply(sources, self.provider):
                self._tell(change.path, {change.path: change.old}, {change.path: change.new})
        self._stand_home(self.folder.programme)
        for child in self.folder.programme.children:
            self._stand(child, self.home)
        self.addresses = Addresses(Page.objects.get(pk=self.home.pk))
        self.arriving = Arriving(self.addresses, self.arrivals)
        self._fill_all()
        self.report.created += self.arrivals.created
        self.report.changed += self.arrivals.changed

    # — Every page stands where it belongs ——————————————————————————————————————

    def _stand_home(self, item: Item) -> None:
        existing = Programme.objects.filter(key=item.key).first()
        if existing and existing.provider_id != self.provider.pk:
            sentence = _("This programme belongs to %(provider)s.")
            raise _refused(item, "key", sentence % {"provider": existing.provider})
        root = Page.objects.get(depth=1)
        page = existing.page.specific if existing and existing.page else None
        with _complaining(item):
            self.home = self._placed(item, page, root)
        if existing and existing.page_id is None:
            existing.page_id = self.home.pk
            existing.save(update_fields=["page"])
        self.programme = sync_programme(self.home, key=item.key)

    def _stand(self, item: Item, parent: Page) -> Page:
        page = self._page_of(item, parent)
        with _complaining(item):
            placed = self._placed(item, page, parent)
        if page is None and isinstance(placed, ActivityPage):
            self._keep_key(placed, item)
        below = [self._stand(child, placed) for child in item.children]
        put_in_order(placed, [page for page in below if isinstance(page, ActivityPage)])
        return placed

    def _placed(self, item: Item, page: Page | None, parent: Page) -> Page:
        """The page below its parent and with its address; a new one with what it can hold yet."""
        if page is None:
            page = item.node.page()
            hoping = Hoping(Addresses(self.home), self.arrivals)
            self._put(item, page, item.node.form.mapped(item.values, hoping))
            parent.add_child(instance=page)
            self.stands.append(_Stand(item, page.pk, new=True))
            return page
        stand = _Stand(item, page.pk, new=False, slug=page.slug)
        if parent.depth > 1:
            stand.moved = page.get_parent().pk != parent.pk
            page = place(page, parent)
        if page.slug != item.slug:
            page.slug = item.slug
            page.save()
        self.stands.append(stand)
        return page

    def _page_of(self, item: Item, parent: Page) -> Page | None:
        if not issubclass(item.node.page, ActivityPage):
            return find_page(item.node, item.key, item.slug, parent, self.home)
        row = Activity.objects.filter(programme=self.programme, key=item.key).first()
        page = row.page.specific if row and row.page else None
        if page and not isinstance(page, item.node.page):
            raise _refused(item, "key", _("The page with this key is of another kind."))
        return page

    def _keep_key(self, page: Page, item: Item) -> None:
        """A deleted page that comes again takes its old row, and with it everybody's progress."""
        rows = Activity.objects.filter(programme=self.programme, key=item.key, page=None)
        rows.update(page=page)
        sync_activity(page, key=item.key)

    # — Every page is filled —————————————————————————————————————————————————————

    def _fill_all(self) -> None:
        complaints: list[Complaint] = []
        for stand in self.stands:
            try:
                with _complaining(stand.item):
                    self._fill(stand)
            except ImportRefused as error:
                complaints += error.complaints
        if complaints:
            raise ImportRefused(complaints)

    def _fill(self, stand: _Stand) -> None:
        item = stand.item
        page = Page.objects.get(pk=stand.page_id).specific
        # First, so that media are known by the names they have in the files.
        values = item.node.form.mapped(item.values, self.arriving)
        new = item.files()
        old = {} if stand.new else self._files_before(stand, page)
        if old == new and not stand.moved:
            self.report.unchanged.append(item.source.path)
            return
        self._tell(item.source.path, old, new, moved=stand.moved)
        self._put(item, page, values)
        form = item.node.form
        complaints = check_streams(page, item.source, _of(form, "names"), _of(form, "beside"))
        if complaints:
            raise ImportRefused(complaints)
        page.save_revision().publish()

    def _files_before(self, stand: _Stand, page: Page) -> Files:
        file = Path(stand.item.source.path)
        via = Departing(self.addresses, self.arrivals.shelf)
        try:
            found = files_of(stand.item.node, page, via, file=file.name, slug=stand.slug)
        except Untold:
            return {file.as_posix(): " "}  # something is there, and nobody can say what
        return {(file.parent / name).as_posix(): text for name, text in found.items()}

    def _put(self, item: Item, page: Page, values: Values) -> None:
        if hasattr(page, "provider_id"):
            page.provider = self.provider
        item.node.form.put(page, values, self.provider)
        own_key = isinstance(page, ActivityPage | ProgrammePage)
        if not own_key and page.translation_key != item.key:
            if other := others_with_key(item.key, page).first():
                raise _refused(item, "key", _("“%(page)s” has this key.") % {"page": other.title})
            page.translation_key = item.key

    def _tell(self, name: str, old: Files, new: Files, *, moved: bool = False) -> None:
        """Into the report: new, changed, or as it was."""
        if not any(old.values()):
            self.report.created.append(name)
        elif old == new and not moved:
            self.report.unchanged.append(name)
        else:
            self.report.changed.append(name)
            self.report.differences[name] = differences(old, new)


def _of(form: Form, name: str) -> Mapping[str, str]:
    """What a `PageForm` says of its names and files; other forms have nothing to say."""
    return getattr(form, name, {})


def _packages_missing(item: Item) -> Iterator[Complaint]:
    """Of a page and those below it: a person uploads all of them, and then imports once."""
    asking = Asking()
    item.node.form.mapped(item.values, asking)
    for lost in asking.lost:
        yield Complaint(item.source.path, item.source.line_with(lost.word), lost.sentence)
    for child in item.children:
        yield from _packages_missing(child)


def _refused(item: Item, name: str, sentence: str) -> ImportRefused:
    return ImportRefused([Complaint(item.source.path, item.source.line_of(name), sentence)])


@contextmanager
def _complaining(item: Item) -> Iterator[None]:
    """What a page's own rules say, said of the file."""
    try:
        yield
    except BrokenFile as error:
        raise ImportRefused([error.complaint]) from error
    except Lost as error:
        line = item.source.line_with(error.word)
        raise ImportRefused([Complaint(item.source.path, line, error.sentence)]) from error
    except ValidationError as error:
        names = _of(item.node.form, "names")
        named = getattr(error, "error_dict", {"": [error]})
        complaints = [
            Complaint(item.source.path, item.source.line_of(names.get(name, name)), message)
            for name, errors in named.items()
            for message in ValidationError(errors).messages
        ]
        raise ImportRefused(complaints) from error
