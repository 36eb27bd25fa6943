"""The two layouts of every diagram: a phone's column and a page's width."""

from dataclasses import dataclass

from content.diagrams.words import Words


@dataclass(frozen=True, slots=True)
class Scale:
    """All lengths in units of the drawing."""

    layout: str
    width: int
    pad: int  # between the edge of a card and its words
    gap: int  # between two cards
    head: Words
    strong: Words
    body: Words
    note: Words
    label: Words

    @property
    def wide(self) -> bool:
        return self.layout == "wide"

    @property
    def middle(self) -> float:
        return self.width / 2


def _scale(layout: str, width: int, pad: int, gap: int, sizes: tuple[int, int, int]) -> Scale:
    head, body, small = sizes
    return Scale(
        layout,
        width,
        pad,
        gap,
        head=Words(head, bold=True),
        strong=Words(body, bold=True),
        body=Words(body),
        note=Words(small, "muted"),
        label=Words(small, "muted", bold=True),
    )


WIDE = _scale("wide", 880, 16, 20, (17, 16, 15))
NARROW = _scale("narrow", 320, 12, 14, (15, 14, 13))
