"""Method cards as lists show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps

from content.foundation.german import sort_key
from content.toolkit.enums import Visibility
from content.toolkit.models import RelatedCard

# What the front of a card is made of; the rest stays in the database.
FRONT = (
    "title",
    "slug",
    "url_path",
    "path",
    "depth",
    "live",
    "locale",
    "content_type",
    "purpose",
    "module",
    "group_min",
    "group_max",
    "minutes",
    "phase_from",
    "phase_to",
    "visibility",
)


@dataclass(frozen=True, slots=True)
class MethodCard:
    """What stands on the front of a card."""

    pk: int
    title: str
    url: str
    purpose: str
    group_min: int
    group_max: int
    minutes: int
    phase_from: int
    phase_to: int
    module: int | None
    kept: int | None = None  # the row in the reader's Koffer, on lists that offer to keep cards

    @property
    def in_order(self) -> str:
        return sort_key(self.title)


def card_list(pages: Any, *, module: int | None = None) -> list[MethodCard]:
    """These cards by title, of one module or all. One statement."""
    chosen = pages if module is None else pages.filter(module=module)
    return sorted(map(card_of, chosen.only(*FRONT)), key=lambda card: card.in_order)


def cards_of_module(number: int, user: Any) -> list[MethodCard]:
    """Cards of a module that the user may read. One statement, one to ask who they are."""
    cards = apps.get_model("lms_content", "MethodPage").objects
    return card_list(cards.visible_to(user), module=number)


def related_cards(card: Any, levels: Iterable[Visibility]) -> list[MethodCard]:
    """Cards this one points to, in its order, then those that point here, by title.

    A card stands once however often they point at each other, and only where `levels` open it.
    At most three statements.
    """
    own = [link.card_id for link in card.related.all()]
    pointing = RelatedCard.objects.filter(card=card.pk).values_list("page_id", flat=True)
    places = {pk: place for place, pk in enumerate(own)}
    pages = type(card).objects.open_to(levels).filter(pk__in={*own, *pointing} - {card.pk})
    return sorted(card_list(pages), key=lambda shown: places.get(shown.pk, len(own)))


def with_kept(cards: Iterable[MethodCard], kept: Mapping[int, int]) -> list[MethodCard]:
    """The same cards, saying which of them are in somebody's Koffer."""
    return [replace(card, kept=kept.get(card.pk)) for card in cards]


def card_of(page: Any) -> MethodCard:
    return MethodCard(
        pk=page.pk,
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
