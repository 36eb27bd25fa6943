"""From an uploaded file to a version that plays.

Nothing is in the database before everything is in the storage, and the storage is named by what it
holds: a worker that is killed begins again and ends the same.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import IO, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from content.h5p.archive import Archive, opened
from content.h5p.combining import Combined, combine
from content.h5p.domain.files import remover
from content.h5p.domain.following import follow, follow_version
from content.h5p.domain.versions import Made, add_version
from content.h5p.errors import PackageRefused, Rule
from content.h5p.examining import Brought, Examined, Folder, examine
from content.h5p.files import CONTENT, LIBRARIES
from content.h5p.models import H5PContent, H5PLibrary, H5PUpload, H5PVersion
from content.h5p.names import Name
from content.h5p.planning import Plan, plan
from content.h5p.progress import Progress
from content.h5p.queries import installed_libraries, libraries_by_name
from content.h5p.report import report_of
from content.h5p.store import publish

Tick = Callable[[], None]
NAMED_AT_MOST = 3
# What an upgrade changes; the note about accessibility is somebody's own.
FROM_PACKAGE = (
    *("title", "runnable", "metadata", "semantics", "folder"),
    *("needs_eval", "external_hosts", "approved_by", "approved_at"),
)


def install(upload: H5PUpload) -> None:
    """Examine, unpack, and make a version of it. Raises PackageRefused or NothingNew.

    `upload.report` says what was found, also of a package that is refused for its libraries.
    """
    with upload.file.open("rb") as file, opened(file, upload.name) as archive:
        progress = Progress(upload, total=2 * len(archive.files))
        examined = examine(archive, progress.tick)
        installed = installed_libraries()
        planned = plan(examined, installed, may_install=upload.approver is not None)
        upload.report = report_of(examined, planned, installed)
        H5PUpload.objects.filter(pk=upload.pk).update(report=upload.report)
        if planned.missing:
            raise PackageRefused(Rule.MISSING, libraries=first_of(planned.missing))
        _publish(archive, examined, planned, progress.tick)
        sha256 = _hash(file)
    libraries = _as_planned(examined, planned, approver=upload.approver)
    _record(upload, examined, libraries, combine(libraries), sha256)


def first_of(names: Sequence[Name]) -> str:
    """The first few; the report names all of them."""
    more = len(names) - NAMED_AT_MOST
    first = [str(name) for name in names[:NAMED_AT_MOST]]
    return ", ".join([*first, _("%s more") % more] if more > 0 else first)


def _publish(archive: Archive, examined: Examined, planned: Plan, tick: Callable[[], None]) -> None:
    for name in planned.install:
        brought = examined.libraries[name]
        _publish_folder(archive, library_folder(brought), brought.folder, tick)
    _publish_folder(archive, content_folder(examined), examined.content, tick)


def _publish_folder(archive: Archive, place: str, folder: Folder, tick: Callable[[], None]) -> None:
    publish(place, folder.files, lambda path: archive.pieces(f"{folder.inside}/{path}"), tick)


def library_folder(brought: Brought) -> str:
    manifest = brought.manifest
    name = f"{manifest.name.folder}.{manifest.patch}-{brought.folder.digest[:16]}"
    return f"{LIBRARIES}/{name}"


def content_folder(examined: Examined) -> str:
    return f"{CONTENT}/{examined.content.digest}"


def _hash(file: IO[bytes]) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _as_planned(examined: Examined, planned: Plan, *, approver: Any) -> list[H5PLibrary]:
    """In loading order: rows of the store, and rows yet to be written for what is installed."""
    stored, new = libraries_by_name(), set(planned.install)
    return [
        _row(examined.libraries[name], approver=approver) if name in new else stored[name]
        for name in planned.order
    ]


def _row(brought: Brought, *, approver: Any) -> H5PLibrary:
    manifest = brought.manifest
    return H5PLibrary(
        **manifest.name._asdict(),
        patch=manifest.patch,
        title=manifest.title,
        runnable=manifest.runnable,
        metadata=manifest.data,
        semantics=brought.semantics,
        folder=library_folder(brought),
        needs_eval=brought.needs_eval,
        external_hosts=sorted(brought.hosts),
        approved_by=approver,
        approved_at=timezone.now(),
    )


@transaction.atomic
def _record(
    upload: H5PUpload,
    examined: Examined,
    libraries: Sequence[H5PLibrary],
    joined: Combined,
    sha256: str,
) -> None:
    """The rows. Under the upload's lock, so that a package handed out twice gives one version."""
    locked = H5PUpload.objects.select_for_update().filter(pk=upload.pk).first()
    if locked is None or locked.state == H5PUpload.State.READY:
        return  # thrown away meanwhile, or done
    rows = _installed(libraries)
    version = _version(upload, examined, rows, joined, sha256)
    if [row.folder for row in rows] != [library.folder for library in libraries]:
        follow_version(version.pk)  # somebody installed a higher patch meanwhile
    locked.state, locked.version, locked.content = H5PUpload.State.READY, version, version.content
    locked.error, locked.report, locked.file = "", upload.report, ""
    locked.save()
    transaction.on_commit(remover(upload))


def _installed(libraries: Sequence[H5PLibrary]) -> list[H5PLibrary]:
    """The rows as they stand now. A patch is never taken back, whoever was faster.

    Two statements for as many new ones as there are; more for each that gets a higher patch.
    """
    brought = [library for library in libraries if not library.pk]
    H5PLibrary.objects.bulk_create(brought, ignore_conflicts=True)
    rows = libraries_by_name()
    if [library for library in brought if _upgraded(rows[library.key], library)]:
        rows = libraries_by_name()
    return [rows[library.key] for library in libraries]


def _upgraded(row: H5PLibrary, library: H5PLibrary) -> bool:
    if row.patch >= library.patch:
        return False
    values = {name: getattr(library, name) for name in ("patch", *FROM_PACKAGE)}
    lower = H5PLibrary.objects.filter(pk=row.pk, patch__lt=library.patch)
    if not lower.update(**values):
        return False
    follow(row)
    return True


def _version(
    upload: H5PUpload,
    examined: Examined,
    libraries: Sequence[H5PLibrary],
    joined: Combined,
    sha256: str,
) -> H5PVersion:
    content = upload.content or H5PContent.objects.create(
        title=(upload.title or examined.package.title)[:255],
        collection=upload.collection,
        uploaded_by=upload.by,
    )
    made = Made(
        params=examined.params,
        metadata=examined.package.data,
        main=next(row for row in libraries if row.key == examined.package.main),
        libraries=libraries,
        folder=content_folder(examined),
        sha256=sha256,
        report=upload.report,
        joined=joined,
    )
    return add_version(content, made, by=upload.by)
