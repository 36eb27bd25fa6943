"""A reporting chain: who hears of it, by which way, what if that fails, and how fast.

Downwards in the order of hearing; an arrow leads from each to the next.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.diagrams.canvas import CARD, Box, Canvas, Paint
from content.diagrams.diagram import (
    Alternative,
    Diagram,
    filled_columns,
    in_both_layouts,
    sentence,
)
from content.diagrams.parts import arrow_head, badge, draw_nothing
from content.diagrams.scale import Scale
from content.diagrams.words import tidy

RAIL, CARDS = 20, 52  # where the numbers and the cards stand
BADGE = 17
BETWEEN = 26  # from card to card, for the arrow
PILL, PILL_PAD = 28, 12
PILL_MOST = 190  # a longer answer to "how fast" goes into the words


@dataclass(frozen=True, slots=True)
class Link:
    """`who` is a role, never a person; `within` is free text such as „15 Minuten“."""

    who: str
    channel: str = ""
    instead: str = ""
    within: str = ""

    @property
    def name(self) -> str:
        return tidy(self.who) or _("Nobody named yet")


@dataclass(frozen=True, slots=True)
class Chain:
    title: str
    links: tuple[Link, ...] = ()


def draw(chain: Chain) -> Diagram:
    return in_both_layouts(chain.title, chain, picture, alternative(chain))


# — The picture ————————————————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class Card:
    """A link and how its words share the card: the time in a pill where it is short."""

    link: Link
    box: Box
    pill: float  # its width, 0 without one

    @property
    def middle(self) -> float:
        return self.box.middle[1]


def picture(canvas: Canvas, scale: Scale, chain: Chain) -> float:
    cards = laid_out(scale, chain.links)
    if not cards:
        return draw_nothing(canvas, scale)
    for number, card in enumerate(cards, 1):
        if number < len(cards):
            _draw_arrow(canvas, card.middle + BADGE, cards[number].middle - BADGE - 2)
        _draw_card(canvas, scale, card)
        badge(canvas, (RAIL, card.middle), str(number), BADGE, scale.strong)
    return cards[-1].box.bottom + 1


def laid_out(scale: Scale, links: Sequence[Link]) -> list[Card]:
    cards, top = [], 1.0
    for link in links:
        card = _card(scale, link, top)
        cards.append(card)
        top = card.box.bottom + BETWEEN
    return cards


def _card(scale: Scale, link: Link, top: float) -> Card:
    width = scale.width - CARDS - 1
    need = scale.label.width(link.within) + 2 * PILL_PAD if tidy(link.within) else 0.0
    pill = need if need <= PILL_MOST else 0.0
    words = _inner(scale, width, pill)
    height = scale.strong.height(link.name, words)
    height += sum(scale.note.height(line, words) for line in ways(link, with_time=not pill))
    if pill and not scale.wide:
        height += PILL + 8
    return Card(link, Box(CARDS, top, width, max(height + 2 * scale.pad - 4, 2 * BADGE)), pill)


def _inner(scale: Scale, width: float, pill: float) -> float:
    """The room for words: in the wide layout the pill stands beside them."""
    beside = pill + scale.pad if pill and scale.wide else 0
    return width - 2 * scale.pad - beside


def ways(link: Link, *, with_time: bool) -> list[str]:
    """„Weg: Telefon“, „Ersatz: Bote“ and, where it has no pill, the time."""
    told = (
        (_("By: %(channel)s"), "channel", link.channel),
        (_("If that fails: %(instead)s"), "instead", link.instead),
        (_("Within: %(within)s"), "within", link.within if with_time else ""),
    )
    return [words % {name: tidy(text)} for words, name, text in told if tidy(text)]


def _draw_card(canvas: Canvas, scale: Scale, card: Card) -> None:
    box, link = card.box, card.link
    canvas.rect(box, CARD, 8)
    width = _inner(scale, box.width, card.pill)
    x, top = box.x + scale.pad, box.y + scale.pad - 3
    top += canvas.words((x, top), link.name, width, scale.strong)
    for line in ways(link, with_time=not card.pill):
        top += canvas.words((x, top), line, width, scale.note)
    if card.pill:
        at = (box.right - scale.pad - card.pill, card.middle - PILL / 2)
        _draw_pill(canvas, scale, card, at if scale.wide else (x, top + 6))


def _draw_pill(canvas: Canvas, scale: Scale, card: Card, at: tuple[float, float]) -> None:
    pill = Box(*at, card.pill, PILL)
    canvas.rect(pill, Paint("tint", "soft"), PILL / 2)
    canvas.word(pill.middle, card.link.within, scale.label.on("text").at("middle"))


def _draw_arrow(canvas: Canvas, start: float, end: float) -> None:
    canvas.line((RAIL, start), (RAIL, end - 10), paint=Paint(stroke="soft", width=3))
    arrow_head(canvas, (RAIL, end), math.pi / 2, 14, "soft")


# — In words ———————————————————————————————————————————————————————————————————


def alternative(chain: Chain) -> Alternative:
    headers = (_("Function"), _("Way"), _("If that fails"), _("Longest reaction time"))
    return Alternative(
        tuple(_sentences(chain.links)), *filled_columns(headers, list(_rows(chain.links)))
    )


def _rows(links: Sequence[Link]) -> Iterator[tuple[str, ...]]:
    for number, link in enumerate(links, 1):
        told = (tidy(text) or "–" for text in (link.channel, link.instead, link.within))
        yield (f"{number} {link.name}", *told)


def _sentences(links: Sequence[Link]) -> list[str]:
    count = len(links)
    if not count:
        return [_("A reporting chain without links so far.")]
    about = ngettext(
        "A reporting chain with one link.",
        "A reporting chain with %(count)d links, in the order of hearing.",
        count,
    )
    said = [_link_aloud(number, link) for number, link in enumerate(links, 1)]
    return [about % {"count": count}, *said]


def _link_aloud(number: int, link: Link) -> str:
    """„1. Hausmeister. Weg: Telefon. Ersatz: Bote. Binnen: 10 Minuten.“"""
    return " ".join(map(sentence, (f"{number}: {link.name}", *ways(link, with_time=True))))
