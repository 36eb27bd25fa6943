"""The comments of a decision with what was said below them. Pure: rows in, threads out.

A comment hangs on a section or on a field by its key. It stays where it was made: a section the
template no longer has is told apart, a field it no longer has belongs to its section.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.assignment.models import CommentEntry, Review, Revision
from assessments.assignment.sheet.fields import TEXT, Field, Values, in_words, parse_fields
from assessments.assignment.sheet.sections import Section

Kind = CommentEntry.Kind
Frozen = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stands:
    """What stands in a section now: everything as one text, and each field."""

    text: str
    values: Values
    fields: frozenset[str]  # the ids of its fields


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment, the text it speaks of, the answers, and what became of the place."""

    number: int  # of the version the comment speaks of
    key: str
    section: Section
    label: str  # of the field, where the comment is on one
    text: str
    comment: str
    answers: tuple[Any, ...] = ()  # as `CommentEntry`
    mark: Any = None  # the latest entry that says done, or open again
    changed: bool = False
    is_gone: bool = False  # the section is no longer there
    lost_field: bool = False  # the field is no longer there, the section is

    @property
    def done(self) -> bool:
        return self.mark is not None and self.mark.kind == Kind.DONE

    @property
    def is_open(self) -> bool:
        """Whether those who write still have something to do here."""
        return not self.done and not self.changed

    @property
    def anchor(self) -> str:
        return anchor_of(self.key)

    @property
    def name(self) -> str:
        """What a button beside a section names it by."""
        return f"{self.number}:{self.key}"

    @property
    def place(self) -> str:
        return f"{self.section.name}: {self.label}" if self.label else self.section.name


def anchor_of(key: str) -> str:
    """Where a thread stands on a page."""
    return "kommentar-" + key.replace("/", "-")


def threads_of(
    revision: Revision, review: Review, now: Mapping[str, Stands] | None = None
) -> tuple[Thread, ...]:
    """Every comment of `review` on the version `revision`, in its order.

    `now` says what stands in each section today; without it nothing has changed. The entries have
    to be there (one statement, if they are not).
    """
    comments = dict(review.section_comments)
    spoken_of = {key.partition("/")[0] for key in comments}
    known = [
        place
        for item in revision.sections
        if item["id"] in spoken_of
        for place in _places(item)
        if place.key in comments
    ]
    lost = [_nowhere(key) for key in comments if key not in {place.key for place in known}]
    entries = list(review.entries.all()) if comments else []
    return tuple(
        _thread(place, revision.number, comments[place.key], entries, now)
        for place in (*known, *lost)
    )


def stands_in(sections: Iterable[Frozen]) -> dict[str, Stands]:
    """What stands in the sections of a version."""
    return {
        item["id"]: Stands(item["text"], _values(item), frozenset(f.id for f in _fields(item)))
        for item in sections
    }


def open_in(threads: Iterable[Thread]) -> tuple[Thread, ...]:
    return tuple(thread for thread in threads if thread.is_open)


@dataclass(frozen=True, slots=True)
class _Place:
    key: str
    section: Section
    text: str
    field: Field | None = None
    value: Any = None


def _places(item: Frozen) -> Iterator[_Place]:
    section = Section(item["id"], item["number"], item["title"])
    yield _Place(section.id, section, item["text"])
    for field in parse_fields(item.get("fields", ())):
        value = item["values"].get(field.id)
        words = in_words(field, value, item.get("names"))
        yield _Place(f"{section.id}/{field.id}", section, words, field, value)


def _nowhere(key: str) -> _Place:
    """A place that is not in the version itself: nothing is lost of what was said about it."""
    return _Place(key, Section(key, 0, _("An earlier section")), "")


def _thread(
    place: _Place,
    number: int,
    comment: str,
    entries: list[Any],
    now: Mapping[str, Stands] | None,
) -> Thread:
    here = [entry for entry in entries if entry.key == place.key]
    marks = [entry for entry in here if entry.kind != Kind.ANSWER]
    stands = now.get(place.section.id) if now is not None else None
    is_lost = bool(stands and place.field and place.field.id not in stands.fields)
    return Thread(
        number=number,
        key=place.key,
        section=place.section,
        label=place.field.label if place.field else "",
        text=place.text,
        comment=comment,
        answers=tuple(entry for entry in here if entry.kind == Kind.ANSWER),
        mark=marks[-1] if marks else None,
        changed=bool(stands and not is_lost and _differs(place, stands)),
        is_gone=now is not None and stands is None,
        lost_field=is_lost,
    )


def _differs(place: _Place, stands: Stands) -> bool:
    if place.field is None:
        return place.text.strip() != stands.text.strip()
    return _plain(place.value) != _plain(stands.values.get(place.field.id))


def _plain(value: Any) -> Any:
    """A value without what nobody sees: ids of rows, spaces around a text, the order of picks."""
    if isinstance(value, list) and any(isinstance(row, Mapping) for row in value):
        return [_row(row) for row in value if isinstance(row, Mapping)]
    if isinstance(value, list):
        return sorted(str(picked) for picked in value)
    return str(value or "").strip()


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(cell) for name, cell in row.items() if name != "id" and cell}


def _fields(item: Frozen) -> tuple[Field, ...]:
    return parse_fields(item.get("fields", ())) or (TEXT,)


def _values(item: Frozen) -> Values:
    return item.get("values") or {TEXT.id: item["text"]}
