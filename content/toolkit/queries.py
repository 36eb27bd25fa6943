"""Method cards as lists show them."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.apps import apps


@dataclass(frozen=True, slots=True)
class MethodCard:
    """What stands on the front of a card."""

    title: str
    url: str
    purpose: str
    group_min: int
    group_max: int
    minutes: int
    phase_from: int
    phase_to: int
    module: int | None

    @property
    def in_order(self) -> str:
        """What the title is sorted by: „Übergabe“ stands between „Tafel“ and „Vertrag“."""
        plain = unicodedata.normalize("NFKD", self.title.casefold())
        return "".join(sign for sign in plain if not unicodedata.combining(sign))


def card_list(pages: Any, *, module: int | None = None) -> list[MethodCard]:
    """Published cards by title, of one module or all. One statement."""
    live = pages.live()
    chosen = live if module is None else live.filter(module=module)
    return sorted(map(_card, chosen), key=lambda card: card.in_order)


def cards_of_module(number: int) -> list[MethodCard]:
    """Published cards that belong to a module. One statement."""
    return card_list(apps.get_model("lms_content", "MethodPage").objects.all(), module=number)


def modules_with_cards(pages: Any) -> list[int]:
    """The numbers of modules that have published cards. One statement."""
    numbers = pages.live().exclude(module=None).order_by("module")
    return list(numbers.values_list("module", flat=True).distinct())


def _card(page: Any) -> MethodCard:
    return MethodCard(
        title=page.title,
        url=page.get_url() or "",
        purpose=page.purpose,
        group_min=page.group_min,
        group_max=page.group_max,
        minutes=page.minutes,
        phase_from=page.phase_from,
        phase_to=page.phase_to,
        module=page.module,
    )
