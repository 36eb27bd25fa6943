"""Escalation stairs: bars that grow with the conflict, and beside them what helps on which step.

Steps run from the lightest, at the top, to the heaviest. Forms of help stand as bands over their
steps; where there is no room for their names, letters do, with a key below.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.diagrams.canvas import Box, Canvas, Paint
from content.diagrams.diagram import (
    Alternative,
    Diagram,
    colon,
    filled_columns,
    in_both_layouts,
    in_cell,
    listed,
    sentence,
)
from content.diagrams.parts import badge, draw_nothing
from content.diagrams.scale import Scale

# Ground and ink of the bars, zone by zone; more zones share the last.
INKS = (("tint", "text"), ("middle", "on-deep"), ("brand", "on-brand"))
NAMED_LANES = 3  # so many columns of bands have room for names, in the wide layout
LETTERED_LANES = 5
GAP = 4  # between two bars
BAND_PAD = 20
LETTERS = 26


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A form of help or a zone, from step to step, both included; the first step is 1."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who stands on a step."""

    name: str
    step: int


@dataclass(frozen=True, slots=True)
class Stairs:
    title: str
    steps: tuple[Step, ...] = ()
    helps: tuple[Span, ...] = ()
    zones: tuple[Span, ...] = ()
    parties: tuple[Party, ...] = ()

    def fitting(self, spans: Sequence[Span]) -> list[Span]:
        """The spans that lie on these stairs."""
        return [span for span in spans if 1 <= span.first <= span.last <= len(self.steps)]

    def zone(self, number: int) -> int | None:
        """The place of the step's zone among the zones."""
        fits = (i for i, z in enumerate(self.zones) if z.first <= number <= z.last)
        return next(fits, None)

    def helps_on(self, number: int) -> list[str]:
        return [h.name for h in self.fitting(self.helps) if h.first <= number <= h.last]

    def parties_on(self, number: int) -> list[str]:
        return [party.name for party in self.parties if party.step == number]


def draw(stairs: Stairs) -> Diagram:
    return in_both_layouts(stairs.title, stairs, picture, alternative(stairs))


# — The picture ————————————————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things stand: the bands' columns begin at `left`; widths in units."""

    left: float
    lanes: tuple[int, ...]  # the column of each help; empty when there are too many
    lane: float
    named: bool
    bar: float  # width of the first bar
    grow: float  # what each further bar is wider

    def row_width(self, scale: Scale, number: int) -> float:
        """The room for words beside the bar of this step."""
        return self.left - self.bar_width(number) - (30 if scale.wide else 16)

    def bar_width(self, number: int) -> float:
        return self.bar + self.grow * (number - 1)


def frame(scale: Scale, stairs: Stairs) -> Frame:
    lanes = packed(stairs.fitting(stairs.helps))
    count = max(lanes, default=-1) + 1
    if count > LETTERED_LANES:
        lanes, count = (), 0
    named = scale.wide and count <= NAMED_LANES
    lane = (140 if named else 28) if scale.wide else 24
    bar, most_grow, most = (46, 18, 200) if scale.wide else (34, 5, 80)
    grow = min(most_grow, (most - bar) / max(len(stairs.steps) - 1, 1))
    return Frame(scale.width - count * lane - 1, lanes, lane, named, bar, grow)


def packed(spans: Sequence[Span]) -> tuple[int, ...]:
    """The column of each span, as few columns as the order allows; none of them overlap."""
    ends: list[int] = []
    lanes = []
    for span in spans:
        lane = next((i for i, end in enumerate(ends) if end < span.first), len(ends))
        ends[lane : lane + 1] = [span.last]
        lanes.append(lane)
    return tuple(lanes)


def picture(canvas: Canvas, scale: Scale, stairs: Stairs) -> float:
    if not stairs.steps:
        return draw_nothing(canvas, scale)
    return _Picture(canvas, scale, stairs, frame(scale, stairs)).draw()


@dataclass(frozen=True, slots=True)
class _Picture:
    canvas: Canvas
    scale: Scale
    stairs: Stairs
    frame: Frame

    def draw(self) -> float:
        top, heights, rows = self.draw_head(), self.row_heights(), []
        for number, step in enumerate(self.stairs.steps, 1):
            top = self.draw_zone_name(number, top)
            bar = Box(1, top, self.frame.bar_width(number), heights[number - 1])
            self.draw_row(number, step, bar)
            rows.append(bar)
            top = rows[-1].bottom + GAP
        self.draw_bands(rows)
        return top if self.frame.named else self.draw_key(top)

    def draw_head(self) -> float:
        """What the bands are. A zone's name shares the line where there is room for both."""
        if not self.frame.lanes:
            return 1  # the stroke of the first bar
        words = _("What helps on this stair") if self.frame.named else _("Forms of help")
        left = self.scale.width - self.scale.label.width(words)
        at = min(left, self.frame.left + GAP) if self.frame.named else left
        self.canvas.words((at, 0), words, self.scale.width, self.scale.label)
        shared = at > self.frame.left and any(zone.first == 1 for zone in self.stairs.zones)
        return 0 if shared else self.scale.label.line + 6

    def draw_zone_name(self, number: int, top: float) -> float:
        for zone in self.stairs.zones:
            if zone.first == number:
                if number > 1:
                    line = (0, top + 4), (self.scale.width, top + 4)
                    self.canvas.line(*line, paint=Paint(stroke="line"))
                    top += 12
                room = self.frame.left - 8
                top += self.canvas.words((0, top), zone.name, room, self.scale.label) + 6
        return top

    def row_heights(self) -> list[float]:
        """Tall enough for the words beside the bars and for the names in the bands."""
        least = 42 if self.scale.wide else 34
        steps = enumerate(self.stairs.steps, 1)
        heights = [max(self.words_height(number, step) + 8, least) for number, step in steps]
        if self.frame.named:
            for span in self.stairs.fitting(self.stairs.helps):
                rows = range(span.first - 1, span.last)
                missing = self.band_height(span) - sum(heights[row] for row in rows)
                for row in rows:
                    heights[row] += max(missing, 0) / len(rows)
        return heights

    def words_height(self, number: int, step: Step) -> float:
        width, parties = self.frame.row_width(self.scale, number), self.stairs.parties_on(number)
        words = self.scale.strong.height(step.name, width)
        words += self.scale.note.height(step.hint, width)
        return words + sum(self.flag_height(name, width) + 3 for name in parties)

    def draw_row(self, number: int, step: Step, bar: Box) -> None:
        """A bar with its number, and beside it name, hint and who stands there."""
        canvas, scale = self.canvas, self.scale
        self.draw_bar(bar, number)
        width = self.frame.row_width(scale, number)
        x = bar.right + (14 if scale.wide else 8)
        y = bar.middle[1] - self.words_height(number, step) / 2
        y += canvas.words((x, y), step.name, width, scale.strong)
        y += canvas.words((x, y), step.hint, width, scale.note)
        for name in self.stairs.parties_on(number):
            y += self.draw_flag(Box(x, y + 3, width, self.flag_height(name, width)), name) + 3

    def draw_bar(self, bar: Box, number: int) -> None:
        fill, ink = INKS[min(self.stairs.zone(number) or 0, len(INKS) - 1)]
        self.canvas.rect(bar, Paint(fill, "soft" if fill == "tint" else ""), 4)
        place = (bar.right - 10, bar.middle[1])
        self.canvas.word(place, str(number), self.scale.head.on(ink).at("end"))

    def flag_height(self, name: str, width: float) -> float:
        return self.scale.note.height(name, width - 20) + 5

    def draw_flag(self, room: Box, name: str) -> float:
        """Who stands on this step, in a frame no wider than the name needs."""
        words = self.scale.note.on("text")
        box = Box(room.x, room.y, min(room.width, words.width(name) + 18), room.height)
        self.canvas.rect(box, Paint("surface", "brand"), 8)
        self.canvas.words((box.x + 9, box.y + 2), name, room.width - 20, words)
        return box.height

    def draw_bands(self, rows: Sequence[Box]) -> None:
        # No lanes when there are too many of them: the key below says it all.
        bands = zip(self.stairs.fitting(self.stairs.helps), self.frame.lanes, strict=False)
        for number, (span, lane) in enumerate(bands):
            first, last = rows[span.first - 1], rows[span.last - 1]
            left, width = self.frame.left + lane * self.frame.lane + GAP, self.frame.lane - GAP
            box = Box(left, first.y, width, last.bottom - first.y)
            self.canvas.rect(box, Paint("sunken", "edge"), 6)
            if self.frame.named:
                self.draw_band_name(box, span)
            else:
                badge(self.canvas, box.middle, letter(number), 10, self.scale.label)

    def band_height(self, span: Span) -> float:
        """What the words in a band need, name and steps."""
        name = self.scale.label.height(span.name, self.frame.lane - BAND_PAD)
        return name + self.scale.note.line + BAND_PAD / 2

    def draw_band_name(self, box: Box, span: Span) -> None:
        name, steps = self.scale.label.on("text").at("middle"), self.scale.note.at("middle")
        x, width = box.middle[0], self.frame.lane - BAND_PAD
        top = box.middle[1] - (name.height(span.name, width) + steps.line) / 2
        top += self.canvas.words((x, top), span.name, width, name)
        self.canvas.words((x, top), dashed(span), width, steps)

    def draw_key(self, top: float) -> float:
        """The helps below the stairs, by the letters of their bands."""
        top += 10
        for number, span in enumerate(self.stairs.fitting(self.stairs.helps)):
            badge(self.canvas, (12, top + 11), letter(number), 11, self.scale.label)
            words, room = f"{span.name} · {_range(span)}", self.scale.width - 32
            top += max(self.canvas.words((32, top + 1), words, room, self.scale.body), 22) + 6
        return top


def letter(number: int) -> str:
    """A to Z, then AA, AB and so on."""
    before, last = divmod(number, LETTERS)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def dashed(span: Span) -> str:
    return f"{span.first}–{span.last}" if span.first < span.last else f"{span.first}"


# — In words ———————————————————————————————————————————————————————————————————


def alternative(stairs: Stairs) -> Alternative:
    rows = [
        (
            f"{number} {step.name}",
            step.hint,
            in_cell([zone.name for zone in stairs.zones if zone.first <= number <= zone.last]),
            in_cell(stairs.helps_on(number)),
            in_cell(stairs.parties_on(number)),
        )
        for number, step in enumerate(stairs.steps, 1)
    ]
    headers = (_("Stair"), _("Sign"), _("Zone"), _("Forms of help"), _("Parties"))
    return Alternative(tuple(_sentences(stairs)), *filled_columns(headers, rows))


def _sentences(stairs: Stairs) -> list[str]:
    count = len(stairs.steps)
    if not count:
        return [_("A staircase of escalation without stairs so far.")]
    about = ngettext(
        "A staircase of escalation with %(count)d stair.",
        "A staircase of escalation with %(count)d stairs, from the lightest to the heaviest.",
        count,
    )
    steps = [_step_aloud(stairs, number, step) for number, step in enumerate(stairs.steps, 1)]
    return [about % {"count": count}, *steps, *_helps_aloud(stairs)]


def _step_aloud(stairs: Stairs, number: int, step: Step) -> str:
    """The step; before the first of a zone, what the zone is."""
    zones = [sentence(colon(_range(z)), z.name) for z in stairs.zones if z.first == number]
    name = _("Stair %(number)d: %(name)s") % {"number": number, "name": step.name}
    parties = stairs.parties_on(number)
    here = _("Here stand: %(parties)s") % {"parties": listed(parties)} if parties else ""
    return " ".join(part for part in (*zones, *map(sentence, (name, step.hint, here))) if part)


def _helps_aloud(stairs: Stairs) -> list[str]:
    helps = stairs.fitting(stairs.helps)
    return [
        sentence(
            _("%(help)s helps on %(stairs)s") % {"help": h.name, "stairs": _range(h, inside=True)}
        )
        for h in helps
    ]


def _range(span: Span, *, inside: bool = False) -> str:
    """„Stufen 1 bis 3“; `inside` a sentence „den Stufen 1 bis 3“."""
    numbers = {"first": span.first, "last": span.last}
    if span.first == span.last:
        return (_("stair %(first)d") if inside else _("Stair %(first)d")) % numbers
    return (
        _("stairs %(first)d to %(last)d") if inside else _("Stairs %(first)d to %(last)d")
    ) % numbers
