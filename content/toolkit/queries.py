"""Method cards as lists show them."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from content.toolkit.enums import Visibility
from content.toolkit.models import RelatedCard


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
    """These cards by title, of one module or all. One statement."""
    chosen = pages if module is None else pages.filter(module=module)
    return sorted(map(_card, chosen), key=lambda card: card.in_order)


def cards_of_module(number: int, user: Any) -> list[MethodCard]:
    """Cards of a module that the user may read. One statement, one to ask who they are."""
    cards = apps.get_model("lms_content", "MethodPage").objects
    return card_list(cards.visible_to(user), module=number)


def modules_with_cards(pages: Any) -> list[int]:
    """The numbers of modules that have cards among these. One statement."""
    numbers = pages.exclude(module=None).order_by("module")
    return list(numbers.values_list("module", flat=True).distinct())


def related_cards(card: Any, levels: Iterable[Visibility]) -> list[MethodCard]:
    """Cards this one points to, in its order, then those that point here, by title.

    A card stands once however often they point at each other, and only where `levels` open it.
    At most three statements.
    """
    own = [link.card_id for link in card.related.all()]
    pointing = RelatedCard.objects.filter(card=card.pk).values_list("page_id", flat=True)
    places = {pk: place for place, pk in enumerate(own)}
    pages = type(card).objects.open_to(levels).filter(pk__in={*own, *pointing} - {card.pk})
    found = [(places.get(page.pk, len(own)), _card(page)) for page in pages]
    return [shown for _place, shown in sorted(found, key=lambda row: (row[0], row[1].in_order))]


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
