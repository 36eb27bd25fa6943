"""What the blocks of a page say of their values, said of the file and its line."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.fields import StreamField
from wagtail.models import Page

from courses.curriculum.travel.source import Complaint, Source


def check_streams(
    page: Page, source: Source, names: Mapping[str, str], beside: Mapping[str, str]
) -> list[Complaint]:
    """Complaints about everything that an editor could not publish either.

    `names` are those of fields in the file, `beside` the files that some fields stand in.
    """
    folder = PurePosixPath(source.path).parent
    files = {name: (folder / file).as_posix() for name, file in beside.items()}
    return [
        Complaint(files.get(column.name, source.path), _line(source, trail, names), message)
        for column in page._meta.concrete_fields
        if isinstance(column, StreamField)
        for trail, message in _wrong(column, getattr(page, column.name))
    ]


def _wrong(column: StreamField, value: Any) -> Iterator[tuple[str, str]]:
    try:
        column.stream_block.clean(value)
    except ValidationError as error:
        yield from _flat(error, column.name)


def _flat(error: Any, trail: str) -> Iterator[tuple[str, str]]:
    """Every sentence of nested errors with its way down."""
    nested = getattr(error, "block_errors", None)
    if nested is None and not hasattr(error, "non_block_errors"):
        yield from ((trail, str(message)) for message in ValidationError(error).messages)
        return
    for sentence in getattr(error, "non_block_errors", None) or []:
        yield trail, str(sentence)
    parts = nested.items() if isinstance(nested, dict) else enumerate(nested or [])
    for name, below in parts:
        if below:
            for each in below if isinstance(below, list) else [below]:
                yield from _flat(each, f"{trail}-{name}")
    for row, cells in (getattr(error, "cell_errors", None) or {}).items():
        for column, below in cells.items():
            yield from _flat(below, f"{trail}-{row}-{column}")


def _line(source: Source, trail: str, names: Mapping[str, str]) -> int:
    """The line of the nearest thing above that we know the line of."""
    while trail:
        if trail in source.places:
            return source.places[trail]
        if "-" not in trail:
            return source.line_of(names.get(trail, trail))
        trail = trail.rpartition("-")[0]
    return 0
