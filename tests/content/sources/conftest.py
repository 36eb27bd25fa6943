"""Works of a small shelf."""

from typing import Any

import pytest

from content.sources.models import Source


@pytest.fixture
def add_source(db: None) -> Any:
    def add(author: str = "Glasl, Friedrich", year: str = "2020", **fields: Any) -> Source:
        given = {"authors": author, "year": year, "title": "Konfliktmanagement", **fields}
        row = Source(**given)
        row.full_clean()
        row.save()
        return row

    return add
