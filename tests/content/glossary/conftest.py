"""Terms of a small glossary."""

from typing import Any

import pytest

from content.glossary.models import Term


@pytest.fixture
def add_term(db: None) -> Any:
    def add(term: str = "Eskalation", **fields: Any) -> Term:
        row = Term(term=term, **{"definition": f"Was {term} meint.", **fields})
        row.full_clean()
        row.save()
        return row

    return add
