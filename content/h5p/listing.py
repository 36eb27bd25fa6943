"""Lists of the H5P screens, each in a number of statements that does not grow with its rows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from content.foundation.people import display_name
from content.h5p.accessibility import known_note, note_of
from content.h5p.models import H5PContent, H5PLibrary, H5PUpload, H5PVersion
from content.h5p.names import Name
from content.h5p.policies import contents_seen_by, installers, uploads_seen_by
from content.h5p.report import Report
from content.h5p.words import Part, parts_of

NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Shelved:
    """A line of the library manager."""

    item: H5PLibrary
    contents: int  # that load it, in any of their versions
    relied_on: tuple[str, ...]  # libraries that need it
    note: str

    @property
    def approver(self) -> str:
        return display_name(self.item.approved_by)

    @property
    def has_notes(self) -> bool:
        library = self.item
        return library.needs_eval or bool(library.external_hosts) or library.runnable

    @property
    def is_unused(self) -> bool:
        return not self.contents and not self.relied_on


def contents_for(user: Any, asked: str = "") -> QuerySet[H5PContent]:
    """What a person may see, newest first; `asked` stands in the title or names the type."""
    contents = contents_seen_by(user).select_related(
        "current__main_library", "collection", "uploaded_by"
    )
    if asked:
        contents = contents.filter(
            Q(title__icontains=asked) | Q(current__main_library__title__icontains=asked)
        )
    return contents.order_by("-created_at", "-pk")


def uploads_under_way(user: Any) -> QuerySet[H5PUpload]:
    """What still waits, or was refused and not thrown away."""
    uploads = uploads_seen_by(user).exclude(state=H5PUpload.State.READY)
    return uploads.select_related("by", "content")


def versions_of(content: H5PContent) -> list[tuple[H5PVersion, str]]:
    """Newest first, each with the name of who brought it."""
    versions = content.versions.select_related("created_by").order_by("-number")
    return [(version, display_name(version.created_by)) for version in versions]


def shelf() -> list[Shelved]:
    """Every library with what uses it. One statement."""
    rows = H5PLibrary.objects.select_related("approved_by").annotate(
        contents=Count("versions__content", distinct=True)
    )
    rows = rows.order_by("machine_name", "major", "minor")
    found = list(rows)
    relying: dict[Any, list[str]] = {}
    for row in found:
        for name in row.dependencies:
            relying.setdefault(name, []).append(row.name)
    return [
        Shelved(row, row.contents, tuple(relying.get(row.key, ())), note_of(row)) for row in found
    ]


def report_parts(report: Report) -> list[Part]:
    """The report as it reads now: whom to ask and what is known may have changed since."""
    if not report:
        return []
    name = Name.written(report["type"])
    library = H5PLibrary.objects.filter(**name._asdict()).first() if name else None
    note = note_of(library) if library else known_note(report["type"].partition(" ")[0])
    return parts_of(report, note=note, installers=installer_names() if report["missing"] else [])


def installer_names() -> list[str]:
    """The first whom one can ask for a library."""
    return [display_name(person) for person in installers()[:NAMED_AT_MOST]]
