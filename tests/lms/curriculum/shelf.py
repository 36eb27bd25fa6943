"""The curriculum that comes with the product, read as plain files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tools.reading import APART, CURRICULUM, FENCE, load

MODULES = (1, 2, 3, 4, 5)
FENCES = re.compile(r"^:::(?P<kind>[a-z]+)[^\n]*\n(?P<inside>.*?)^:::$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class File:
    path: str
    data: dict[str, Any]
    body: str

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    def blocks(self, kind: str = "") -> Iterator[tuple[str, str]]:
        """Name and inside of every block, or of those of one kind."""
        for found in FENCES.finditer(self.body):
            if kind in ("", found["kind"]):
                yield found["kind"], found["inside"]

    def data_of(self, kind: str) -> list[dict[str, Any]]:
        return [load(inside) for _kind, inside in self.blocks(kind)]


@cache
def files() -> tuple[File, ...]:
    paths = [path for path in CURRICULUM.rglob("*") if path.suffix in (".md", ".yaml")]
    return tuple(_file(path) for path in sorted(paths) if path.name not in APART)


def _file(path: Path) -> File:
    name, text = path.relative_to(CURRICULUM).as_posix(), path.read_text("utf-8")
    if path.suffix == ".yaml":
        return File(name, load(text), "")
    if not text.startswith(FENCE):
        return File(name, {}, text)
    head, _fence, body = text.removeprefix(FENCE).partition(FENCE)
    return File(name, load(head), body)


def of_type(kind: str, module: int | None = None) -> list[File]:
    """Files of one type, or those of a module."""
    below = f"modul-{module}/" if module else ""
    return [f for f in files() if f.data.get("type") == kind and f.path.startswith(below)]


def beside(file: File, name: str) -> File | None:
    """The file of that name in the same folder."""
    return next((each for each in files() if each.path == f"{file.folder}/{name}"), None)


def entries(folder: str) -> dict[str, File]:
    """Terms or sources by their slug."""
    found = [each for each in files() if each.folder == folder]
    return {Path(each.path).stem: each for each in found}
