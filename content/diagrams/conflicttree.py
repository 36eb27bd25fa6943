"""The conflict tree: effects in the crown, the core problem at the stem, causes at the roots.

Everything but the core is a leaf on a branch; in the wide layout leaves grow on both sides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.diagrams.canvas import CARD, Box, Canvas, Paint, number
from content.diagrams.diagram import (
    Alternative,
    Diagram,
    in_both_layouts,
    sentence,
)
from content.diagrams.parts import nothing_yet
from content.diagrams.scale import Scale

CROWN = Paint("tint", "soft")
BARK = "edge"
CORE_WIDTH = 560
STAGGER = 34  # how much lower the right side begins
BEND = 22  # how far a branch leaves the stem above or below its leaf


@dataclass(frozen=True, slots=True)
class ConflictTree:
    title: str
    core: str = ""
    effects: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()


def draw(tree: ConflictTree) -> Diagram:
    return in_both_layouts(tree.title, tree, picture, alternative(tree))


# — The picture ————————————————————————————————————————————————————————————————


def picture(canvas: Canvas, scale: Scale, tree: ConflictTree) -> float:
    return _Picture(canvas, scale, tree).draw()


@dataclass(frozen=True, slots=True)
class _Picture:
    canvas: Canvas
    scale: Scale
    tree: ConflictTree

    @property
    def stem(self) -> float:
        """Where the stem stands: in the middle, or at the left of a phone."""
        return self.scale.middle if self.scale.wide else 20

    @property
    def head(self) -> float:
        return self.scale.label.line + 10

    def draw(self) -> float:
        crown = self.leaves(self.tree.effects, self.head)
        core = self.core_box(max((leaf.bottom for leaf in crown), default=self.head) + 14)
        ground = core.bottom + 16
        roots = self.leaves(self.tree.causes, ground + 8 + self.head)
        end = max((leaf.bottom + 14 for leaf in roots), default=ground + self.head + 8)
        self.draw_ground(ground, end)
        self.draw_stem(crown, core, roots)
        self.draw_leaves(crown, CROWN, 1)
        self.draw_leaves(roots, CARD, -1)
        self.draw_core(core)
        left = self.scale.pad if self.scale.wide else self.leaf_left(0)
        self.canvas.words((0, 0), _("Effects"), 200, self.scale.label)
        self.canvas.words((left, ground + 8), _("Causes"), 200, self.scale.label)
        return end + 4

    # Placing

    @property
    def leaf_width(self) -> float:
        return 370 if self.scale.wide else self.scale.width - 53

    def leaf_left(self, side: int) -> float:
        if not self.scale.wide:
            return 52
        return self.scale.width - self.leaf_width - 1 if side else 1

    def leaves(self, items: Sequence[str], top: float) -> list[Box]:
        """Each leaf goes where its side is shorter; a phone has one side."""
        ends = [top, top + STAGGER] if self.scale.wide else [top]
        boxes = []
        for item in items:
            side = ends.index(min(ends))
            boxes.append(Box(self.leaf_left(side), ends[side], *self.leaf_size(item)))
            ends[side] = boxes[-1].bottom + self.scale.gap
        return boxes

    def leaf_size(self, item: str) -> tuple[float, float]:
        inner = self.leaf_width - 2 * self.scale.pad
        words = max(self.scale.body.height(item, inner), self.scale.body.line)
        return self.leaf_width, words + 2 * self.scale.pad - 4

    def core_box(self, top: float) -> Box:
        width = min(self.scale.width, CORE_WIDTH)
        words = self.scale.head.height(self.tree.core or nothing_yet(), width - 2 * self.scale.pad)
        height = words + self.scale.note.line + 2 * self.scale.pad
        return Box((self.scale.width - width) / 2, top, width, height)

    # Drawing

    def draw_ground(self, top: float, bottom: float) -> None:
        self.canvas.rect(Box(0, top, self.scale.width, bottom - top), Paint("sunken"), 8)
        self.canvas.line((0, top), (self.scale.width, top), paint=Paint(stroke="edge"))

    def draw_stem(self, crown: Sequence[Box], core: Box, roots: Sequence[Box]) -> None:
        """Thick at the core, thin at the highest leaf and the lowest root."""
        top = min((leaf.middle[1] for leaf in crown), default=core.y)
        bottom = max((leaf.middle[1] for leaf in roots), default=core.bottom)
        half = [(3, top), (9, core.y), (9, core.bottom), (3, bottom)]
        right = [(self.stem + x, y) for x, y in half]
        left = [(self.stem - x, y) for x, y in reversed(half)]
        self.canvas.polygon([*right, *left], Paint(BARK))

    def draw_leaves(self, boxes: Sequence[Box], paint: Paint, lean: int) -> None:
        """`lean` 1: branches rise from the stem to their leaves; -1: roots go down."""
        items = self.tree.effects if lean > 0 else self.tree.causes
        for box, item in zip(boxes, items, strict=True):
            self.draw_branch(box, lean)
            self.canvas.rect(box, paint, 20 if lean > 0 else 4)
            at, width = (box.x + self.scale.pad, box.y + self.scale.pad - 3), box.width
            self.canvas.words(at, item, width - 2 * self.scale.pad, self.scale.body)

    def draw_branch(self, box: Box, lean: int) -> None:
        edge = box.right if box.x < self.stem else box.x
        middle, y = (self.stem + edge) / 2, box.middle[1]
        start = f"M{number(self.stem)} {number(y + BEND * lean)}"
        curve = f"Q{number(middle)} {number(y + 4 * lean)} {number(edge)} {number(y)}"
        self.canvas.path(start + curve, Paint(stroke=BARK, width=3))

    def draw_core(self, box: Box) -> None:
        self.canvas.rect(box, Paint("deep"), 8)
        note = self.scale.note.on("on-deep").at("middle")
        head = self.scale.head.on("on-deep").at("middle")
        x, top, width = box.middle[0], box.y + self.scale.pad, box.width - 2 * self.scale.pad
        top += self.canvas.words((x, top), _("Core problem"), width, note)
        self.canvas.words((x, top), self.tree.core or nothing_yet(), width, head)


# — In words ———————————————————————————————————————————————————————————————————


def alternative(tree: ConflictTree) -> Alternative:
    core = tree.core or nothing_yet()
    rows = [(_("Effect"), effect) for effect in tree.effects]
    rows += [(_("Core problem"), core)]
    rows += [(_("Cause"), cause) for cause in tree.causes]
    return Alternative(tuple(_sentences(tree, core)), (_("Part"), _("Content")), tuple(rows))


def _sentences(tree: ConflictTree, core: str) -> list[str]:
    about = _("A tree: causes at the roots, the core problem at the stem, effects in the crown.")
    return [
        about,
        sentence(_("The core problem:"), core),
        " ".join((_causes(len(tree.causes)), *map(sentence, tree.causes))),
        " ".join((_effects(len(tree.effects)), *map(sentence, tree.effects))),
    ]


def _causes(count: int) -> str:
    if not count:
        return _("No causes are named so far.")
    text = ngettext("It has %(count)d cause:", "It has %(count)d causes:", count)
    return text % {"count": count}


def _effects(count: int) -> str:
    if not count:
        return _("No effects are named so far.")
    text = ngettext("It has %(count)d effect:", "It has %(count)d effects:", count)
    return text % {"count": count}
