"""Does a page already say what its file says?"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.models import Page

# Wagtail's editor marks every paragraph it has seen; the words are the same.
EDITOR_MARK = re.compile(r' data-block-key="[^"]*"')


def differing(page: Page, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Those of `fields` whose value on the page is another one."""
    return {
        name: value
        for name, value in fields.items()
        if _plain(getattr(page, name)) != _plain(value)
    }


def _plain(value: Any) -> Any:
    """Numbers are compared as numbers, streams as raw data, rich text without editor's marks."""
    if isinstance(value, StreamValue):
        return _plain(list(value.raw_data))
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return Decimal(str(value)).normalize()
    if isinstance(value, str):
        return EDITOR_MARK.sub("", value)
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
