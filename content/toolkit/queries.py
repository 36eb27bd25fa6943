"""Method cards as lists show them."""

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


def card_list(pages: Any, *, module: int | None = None) -> list[MethodCard]:
    """Published cards by title, of one module or all. One statement."""
    chosen = pages.live().order_by("title")
    return [_card(page) for page in (chosen.filter(module=module) if module else chosen)]


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
