"""What the toolkit asks upwards: who takes part, and which lessons belong to a card.

Enrolments and curriculum live above the toolkit, so the answers come through this port, registered
in `ready()`. Where nobody answers, nobody takes part and no lesson belongs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from content.toolkit.enums import Visibility


@dataclass(frozen=True, slots=True)
class Reading:
    """A lesson that somebody may read, as a link."""

    title: str
    url: str
    minutes: int


MemberCheck = Callable[[Any], bool]
ReadingList = Callable[[Any, Any], Sequence[Reading]]
_is_member: MemberCheck | None = None
_reading_list: ReadingList | None = None


def provide_members(check: MemberCheck) -> None:
    """Register who knows whether a signed-in user takes or took part, teaches or writes."""
    global _is_member  # noqa: PLW0603
    if _is_member is not None and _is_member is not check:
        raise RuntimeError("Only one app answers who takes part.")
    _is_member = check


def provide_readings(readings: ReadingList) -> None:
    """Register who knows the lessons of a card that a user (may be anonymous) may read."""
    global _reading_list  # noqa: PLW0603
    if _reading_list is not None and _reading_list is not readings:
        raise RuntimeError("Only one app answers which lessons belong to a card.")
    _reading_list = readings


def levels_open_to(user: Any) -> tuple[Visibility, ...]:
    """The kinds of cards that `user` (may be anonymous) may read. At most one statement."""
    if not getattr(user, "is_authenticated", False):
        return (Visibility.PUBLIC,)
    if _is_member is None or not _is_member(user):
        return (Visibility.PUBLIC, Visibility.SIGNED_IN)
    return tuple(Visibility)


def readings_for(user: Any, card: Any) -> Sequence[Reading]:
    return _reading_list(user, card) if _reading_list else ()
