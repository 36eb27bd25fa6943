"""Files of a travelling curriculum, and what is wrong with them, by file and line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

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


@dataclass(slots=True)
class Source:
    """One file, read: its YAML data and, behind a front matter, its Markdown body."""

    path: str
    data: Any
    body: str = ""
    body_line: int = 0
    folder: Path = field(default_factory=Path)

    def fail(self, expected: str, *, at: str = "", line: int = 0) -> BrokenFile:
        return BrokenFile(self.path, line or self.line_of(at), expected)

    def line_of(self, name: str) -> int:
        marks = getattr(getattr(self.data, "lc", None), "data", None) or {}
        return marks[name][0] + 1 if name in marks else 0

    def text(self, name: str, default: str | None = None) -> str:
        """A text; missing or of another kind is a complaint unless there is a default."""
        value = self.data.get(name, default)
        if not isinstance(value, str):
            raise self.fail(_("“%(name)s” must be a text.") % {"name": name}, at=name)
        return value.strip()

    def integer(self, name: str, default: int | None = None) -> int:
        value = self.data.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fail(_("“%(name)s” must be a whole number.") % {"name": name}, at=name)
        return value

    def items(self, name: str) -> list[Any]:
        value = self.data.get(name, [])
        if not isinstance(value, list):
            raise self.fail(_("“%(name)s” must be a list.") % {"name": name}, at=name)
        return value

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
        return Source(name, _yaml(name, text, 0), folder=path.parent)
    lines = text.split("\n")
    if lines[0] != FENCE or FENCE not in lines[1:]:
        raise BrokenFile(name, 1, _("A front matter between two lines “---” is expected."))
    end = lines.index(FENCE, 1)
    data = _yaml(name, "\n".join(lines[1:end]), 1)
    return Source(name, data, "\n".join(lines[end + 1 :]), end + 2, path.parent)


def _text_of(root: Path, path: Path, name: str) -> str:
    if path.is_symlink() or not path.resolve().is_relative_to(root.resolve()):
        raise BrokenFile(name, 0, _("Links to other places are not followed."))
    if path.stat().st_size > LARGEST_FILE:
        raise BrokenFile(name, 0, _("A file may have one megabyte at most."))
    try:
        return path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BrokenFile(name, 0, _("The file must be UTF-8.")) from error


def _yaml(name: str, text: str, offset: int) -> Any:
    try:
        data = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 + offset if mark else 0
        raise BrokenFile(name, line, _("This is not YAML: %s") % error.problem) from error
    if not isinstance(data, dict):
        raise BrokenFile(name, 1, _("Names with values are expected, like “title: …”."))
    return data


def files(root: Path, pattern: str) -> Iterator[Path]:
    yield from sorted(root.glob(pattern))
