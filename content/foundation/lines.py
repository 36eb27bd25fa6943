"""Several short texts in one field, one a line."""

from collections.abc import Iterable


def lines_of(text: str) -> list[str]:
    """The lines that say something, each with single spaces; the same line twice counts once."""
    said = (" ".join(line.split()) for line in text.splitlines())
    return list(dict.fromkeys(line for line in said if line))


def as_lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)
