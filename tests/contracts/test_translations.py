"""The German catalogues are complete. (That nothing is stale, `make messages-check` says.)"""

import pytest

from tools import catalogues


@pytest.mark.parametrize("app", catalogues.APPS)
def test_every_text_has_its_german(app: str) -> None:
    catalog = catalogues.read(catalogues.ROOT / app / catalogues.PO)
    assert [message.id for message in catalogues.gaps(catalog)] == []


@pytest.mark.parametrize("app", catalogues.APPS)
def test_placeholders_are_those_of_the_original(app: str) -> None:
    catalog = catalogues.read(catalogues.ROOT / app / catalogues.PO)
    assert [(message.id, errors) for message, errors in catalog.check()] == []


@pytest.mark.parametrize("app", catalogues.APPS)
def test_two_texts_of_one_plural(app: str) -> None:
    catalog = catalogues.read(catalogues.ROOT / app / catalogues.PO)
    assert (catalog.num_plurals, catalog.plural_expr) == (2, "(n != 1)")
