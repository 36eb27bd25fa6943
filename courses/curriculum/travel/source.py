"""Files of a travelling curriculum, and what is wrong with them, by file and line."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent

from content.foundation.errors import DomainError

FENCE = "---"
LARGEST_FILE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong. `line` counts from 1; 0 where the whole file is meant."""

    path: str
    line: int
    expected: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.expected}"


class BrokenFile(Exception):
    """Raised while reading one file; the importer collects them."""

    def __init__(self, path: str, line: int, expected: str) -> None:
        super().__init__(expected)
        self.complaint = Complaint(path, line, expected)


class ImportRefused(DomainError):
    """Nothing was imported; `complaints` says why."""

    def __init__(self, complaints: list[Complaint]) -> None:
        self.complaints = complaints
        super().__init__("\n".join(str(complaint) for complaint in complaints))


def line_in(data: Any, name: Any, first: int) -> int:
    """The line on which a name or an item stands in YAML that begins on line `first`."""
    marks = getattr(getattr(data, "lc", None), "data", None) or {}
    return marks[name][0] + first if name in marks else 0


@dataclass(slots=True)
class Source:
    """One file, read: its YAML data and, behind a front matter, its Markdown body."""

    path: str
    data: Any
    body: str = ""
    body_line: int = 0
    data_line: int = 1
    folder: Path = field(default_factory=Path)
    root: Path = field(default_factory=Path)
    whole: str = ""
    # Lines of values by their way down, for complaints that come after reading.
    places: dict[str, int] = field(default_factory=dict)

    def line_with(self, word: str) -> int:
        """The first line that speaks of something, 0 where none does."""
        lines = self.whole.split("\n")
        return next((n for n, line in enumerate(lines, start=1) if word in line), 0)

    def text_beside(self, name: str) -> "Source | None":
        """The text of a file in the same folder that has no head of its own."""
        path = self.folder / name
        if not (path.exists() or path.is_symlink()):
            return None
        told = path.relative_to(self.root).as_posix()
        return replace(self, path=told, body=_text_of(self.root, path, told), body_line=1)

    def without(self, *names: str) -> "Source":
        """The same file, but for these names, which somebody else reads."""
        data = self.data.copy()
        for name in names:
            data.pop(name, None)
        return replace(self, data=data)

    def data_beside(self, name: str) -> "Source":
        """The YAML file with this name in the same folder. Raises BrokenFile."""
        return read(self.root, self.folder / name)

    def fail(self, expected: str, *, at: str = "", line: int = 0) -> BrokenFile:
        return BrokenFile(self.path, line or self.line_of(at), expected)

    def line_of(self, name: str) -> int:
        return self._line(self.data, name) or (self.data_line if name else 0)

    def _line(self, data: Any, name: Any) -> int:
        return line_in(data, name, self.data_line)

    def text(self, name: str, default: str | None = None) -> str:
        """A text; missing or of another kind is a complaint unless there is a default."""
        value = self.data.get(name, default)
        if not isinstance(value, str):
            raise self.fail(_("“%(name)s” must be a text.") % {"name": name}, at=name)
        return str(value).strip()

    def key(self, name: str = "key") -> UUID:
        try:
            return UUID(self.text(name))
        except ValueError as error:
            raise self.fail(_("“%(name)s” must be a UUID.") % {"name": name}, at=name) from error


def read(root: Path, path: Path) -> Source:
    """Read a YAML file or a Markdown file with front matter. Raises BrokenFile."""
    name = path.relative_to(root).as_posix()
    text = _text_of(root, path, name)
    if path.suffix != ".md":
        return Source(name, yaml_of(name, text, 0), folder=path.parent, root=root, whole=text)
    lines = text.split("\n")
    if lines[0] != FENCE or FENCE not in lines[1:]:
        raise BrokenFile(name, 1, _("A front matter between two lines “---” is expected."))
    end = lines.index(FENCE, 1)
    data = yaml_of(name, "\n".join(lines[1:end]), 1)
    return Source(
        name,
        data,
        body="\n".join(lines[end + 1 :]),
        body_line=end + 2,
        data_line=2,
        folder=path.parent,
        root=root,
        whole=text,
    )


def _text_of(root: Path, path: Path, name: str) -> str:
    within = [path, *path.parents][: len(path.relative_to(root).parts)]
    inside = path.resolve().is_relative_to(root.resolve())
    if not inside or any(part.is_symlink() for part in within):
        raise BrokenFile(name, 0, _("Links to other places are not followed."))
    if not path.is_file():
        raise BrokenFile(name, 0, _("This file is missing."))
    if path.stat().st_size > LARGEST_FILE:
        raise BrokenFile(name, 0, _("A file may have one megabyte at most."))
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BrokenFile(name, line, _("The file must be UTF-8.")) from error


def yaml_of(name: str, text: str, offset: int) -> Any:
    try:
        # A few aliases can unfold to gigabytes; the format has no use for them.
        alias = _alias(text)
        data = YAML(typ="rt").load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 + offset if mark else 0
        reason = getattr(error, "problem", None) or getattr(error, "reason", "")
        raise BrokenFile(name, line, _("This is not YAML: %s") % reason) from error
    if alias:
        line = alias.start_mark.line + 1 + offset
        raise BrokenFile(name, line, _("Anchors and aliases are not read."))
    if not isinstance(data, dict):
        raise BrokenFile(name, 1 + offset, _("Names with values are expected, like “title: …”."))
    return data


def _alias(text: str) -> AliasEvent | None:
    """The first alias. There is none without an anchor, and that without these two signs."""
    if "&" not in text or "*" not in text:
        return None
    return next((event for event in YAML().parse(text) if isinstance(event, AliasEvent)), None)


def files(root: Path, pattern: str) -> Iterator[Path]:
    yield from sorted(root.glob(pattern))
