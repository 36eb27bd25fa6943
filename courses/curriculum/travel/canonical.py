"""Files that people wrote, in the one form in which an export would write them."""

from dataclasses import dataclass, field
from pathlib import Path

from courses.curriculum.travel.folder import read_folder
from courses.curriculum.travel.pageform import Files


@dataclass(slots=True)
class Canonical:
    """Paths whose files differ from their canonical form, and those that are there already."""

    differing: Files = field(default_factory=dict)
    same: list[str] = field(default_factory=list)


def compare(root: Path) -> Canonical:
    """Every file of a folder beside its canonical form. Raises ImportRefused for a broken one."""
    found = Canonical()
    for path, text in read_folder(root).canonical().items():
        file = root / path
        if file.is_file() and file.read_bytes() == text.encode():
            found.same.append(path)
        else:
            found.differing[path] = text
    return found


def rewrite(root: Path) -> Canonical:
    """Bring every file into its canonical form; the meaning stays. Raises ImportRefused."""
    found = compare(root)
    for path, text in found.differing.items():
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return found
