"""A toolkit below a home, and cards for it."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Page

from content.toolkit.pages import MethodIndexPage, MethodPage
from tests.factories import make_programme, published


@pytest.fixture
def toolkit(db: None) -> MethodIndexPage:
    home = Page.objects.get(pk=make_programme(modules=0).page_id)
    index = MethodIndexPage(title="Methodenkoffer", slug="methoden")
    published(home, index)
    return index


@pytest.fixture
def values() -> Callable[..., dict[str, Any]]:
    """What a card is made of: fifteen minutes in two steps."""

    def fields(title: str = "Haltungslinie", **fields: Any) -> dict[str, Any]:
        steps = [("Aufstellen", 10), ("Transfer", 5)]
        return {
            "title": title,
            "slug": title.casefold().replace(" ", "-"),
            "purpose": f"Wozu {title} gut ist.",
            "module": 1,
            "phase_from": 1,
            "phase_to": 5,
            "group_min": 6,
            "group_max": 20,
            "minutes": 15,
            "do_no_harm": "Nur für Teams.",
            "material": [{"type": "item", "value": "Klebeband"}],
            "steps": [
                {"type": "step", "value": {"title": name, "text": f"{name}.", "minutes": minutes}}
                for name, minutes in steps
            ],
            **fields,
        }

    return fields


@pytest.fixture
def add_card(
    toolkit: MethodIndexPage, values: Callable[..., dict[str, Any]]
) -> Callable[..., MethodPage]:
    def add(title: str = "Haltungslinie", *, live: bool = True, **fields: Any) -> MethodPage:
        card = MethodPage(**values(title, **fields), live=live)
        toolkit.add_child(instance=card)
        return card

    return add
