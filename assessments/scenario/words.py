"""The dials in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.scenario.story import ESCALATION, ROOM, TRUST, Dials

LEVELS: tuple[Any, ...] = (
    gettext_lazy("hardening"),
    gettext_lazy("debate and polemics"),
    gettext_lazy("actions instead of words"),
    gettext_lazy("images and coalitions"),
    gettext_lazy("loss of face"),
    gettext_lazy("threats"),
    gettext_lazy("limited destruction"),
    gettext_lazy("fragmentation"),
    gettext_lazy("together into the abyss"),
)
TRUSTS: tuple[Any, ...] = (
    gettext_lazy("Nobody believes anybody."),
    gettext_lazy("People expect bad intentions."),
    gettext_lazy("People are careful with each other."),
    gettext_lazy("People listen, with reservations."),
    gettext_lazy("People keep what they agreed."),
    gettext_lazy("People rely on each other."),
)
ROOMS: tuple[Any, ...] = (
    gettext_lazy("Nothing can be moved any more."),
    gettext_lazy("One way is left."),
    gettext_lazy("Few ways are left."),
    gettext_lazy("Some ways are open."),
    gettext_lazy("Many ways are open."),
    gettext_lazy("Nearly everything is open."),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a scale: filled, where the pointer was, where it is."""

    on: bool
    was: bool
    now: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """A dial as `lms_assessments/scenario/scale.html` draws it."""

    name: str
    value: str
    bars: tuple[Bar, ...]
    change: str  # "" where nothing is compared
    say: str
    zones: bool = False


def scales(now: Dials, before: Dials | None = None) -> tuple[Scale, ...]:
    """The three dials, compared with `before` where it is given."""
    old = before or now
    level = _("Level %(number)d: %(name)s.") % {
        "number": now.escalation,
        "name": LEVELS[now.escalation - 1],
    }
    return (
        Scale(
            name=_("Escalation"),
            value=_("level %(now)d of %(most)d") % {"now": now.escalation, "most": ESCALATION[1]},
            bars=_bars(ESCALATION, now.escalation, old.escalation),
            change=_change(now.escalation - old.escalation) if before else "",
            say=level,
            zones=True,
        ),
        _out_of_five(_("Trust"), TRUST, now.trust, before.trust if before else None, TRUSTS),
        _out_of_five(
            _("Room for manoeuvre"), ROOM, now.room, before.room if before else None, ROOMS
        ),
    )


def _out_of_five(
    name: str, ends: tuple[int, int], now: int, before: int | None, meanings: tuple[Any, ...]
) -> Scale:
    return Scale(
        name=name,
        value=_("%(now)d of %(most)d") % {"now": now, "most": ends[1]},
        bars=_bars((1, ends[1]), now, now if before is None else before),
        change="" if before is None else _change(now - before),
        say=str(meanings[now]),
    )


def _bars(ends: tuple[int, int], now: int, before: int) -> tuple[Bar, ...]:
    return tuple(
        Bar(on=step <= now, was=step == before != now, now=step == now)
        for step in range(ends[0], ends[1] + 1)
    )


def _change(steps: int) -> str:
    if not steps:
        return _("Unchanged.")
    by = {"count": abs(steps)}
    if steps > 0:
        return ngettext("Risen by one.", "Risen by %(count)d.", steps) % by
    return ngettext("Sunk by one.", "Sunk by %(count)d.", -steps) % by
