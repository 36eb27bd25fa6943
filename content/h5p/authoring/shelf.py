"""Which kinds can be written here, with which libraries, and what is missing for the others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.conf import settings

from content.h5p.authoring import semantics
from content.h5p.authoring.errors import not_installed
from content.h5p.authoring.kinds import MODULES
from content.h5p.authoring.kinds.base import Kind, Spec
from content.h5p.authoring.semantics import Field
from content.h5p.closure import in_order
from content.h5p.models import H5PLibrary
from content.h5p.names import Name
from content.h5p.store import read_file

Installed = Mapping[Name, H5PLibrary]


@dataclass(frozen=True)
class Offer:
    """A kind on one version of its library. `missing` names what it lacks; empty: it can be used.

    `parts`: „H5P.Blanks“ → „H5P.Blanks 1.14“, as far as they are installed.
    """

    kind: Kind
    runs_on: H5PLibrary | None
    parts: Mapping[str, str]
    missing: tuple[str, ...]
    installed: Installed

    @property
    def is_open(self) -> bool:
        return self.runs_on is not None and not self.missing

    @property
    def main(self) -> H5PLibrary:
        """The library. Raises NotOffered where there is none."""
        if self.runs_on is None:
            raise not_installed(self.missing)
        return self.runs_on

    @property
    def spec(self) -> Spec:
        """Only rows that can be written are offered; those that are there stay."""
        rows = self.kind.SPEC.rows
        if rows is None or not self.kind.PARTS:
            return self.kind.SPEC
        open_kinds = {kind for kind, name in self.kind.PARTS.items() if name in self.parts}
        adding = {kind: words for kind, words in rows.adding.items() if kind in open_kinds}
        return replace(self.kind.SPEC, rows=replace(rows, adding=adding))

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return fields_of(self.runs_on) if self.runs_on else ()

    def semantics_of(self, name: str) -> tuple[Field, ...] | None:
        """Of a part inside, „H5P.Image 1.1“; None where it is not installed."""
        if name not in self._read:
            key = Name.written(name)
            row = self.installed.get(key) if key else None
            self._read[name] = fields_of(row) if row else None
        return self._read[name]

    @cached_property
    def _read(self) -> dict[str, tuple[Field, ...] | None]:
        return {}


def offers(installed: Installed) -> list[Offer]:
    """Every kind, each on the newest version of its library that we know."""
    return [offer(kind, newest(kind, installed), installed) for kind in MODULES]


def newest(kind: Kind, installed: Installed) -> H5PLibrary | None:
    fitting = (row for row in installed.values() if supports(kind, row))
    return max(fitting, key=lambda row: row.minor, default=None)


def supports(kind: Kind, library: H5PLibrary) -> bool:
    is_its = library.machine_name == kind.LIBRARY and library.major == 1
    return is_its and library.minor in kind.MINORS


def offer(kind: Kind, library: H5PLibrary | None, installed: Installed) -> Offer:
    if library is None:
        wanted = f"{kind.LIBRARY} 1.{kind.MINORS[0]}–1.{kind.MINORS[-1]}"
        return Offer(kind, None, {}, (wanted,), installed)
    options = semantics.choosable(semantics.read(library.semantics))
    wanted_parts = {name: options[name] for name in kind.PARTS.values() if name in options}
    parts = {name: full for name, full in wanted_parts.items() if _is_whole(full, installed)}
    absent = tuple(
        wanted_parts.get(name, name) for name in kind.PARTS.values() if name not in parts
    )
    lacks = absent if kind.NEEDS_ALL_PARTS or not parts else ()
    return Offer(kind, library, parts, lacks if kind.PARTS else (), installed)


def _is_whole(full: str, installed: Installed) -> bool:
    """Whether the part and all it relies on are here."""
    name = Name.written(full)
    needs = {key: row.dependencies for key, row in installed.items()}
    return name is not None and not in_order([name], needs)[1]


def content_language() -> str:
    """Contents are written in the site's language, whichever its author reads."""
    return str(settings.LANGUAGE_CODE).partition("-")[0]


def fields_of(library: H5PLibrary) -> tuple[Field, ...]:
    """In the language contents are written in, where the library speaks it."""
    return semantics.read(library.semantics, _words(library))


def _words(library: H5PLibrary) -> str:
    try:
        path = f"language/{content_language()}.json"
        return read_file(library.folder, path).decode("utf-8-sig", errors="replace")
    except OSError:
        return ""
