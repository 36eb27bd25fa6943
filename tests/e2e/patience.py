"""Nobody presses a button on half a page, and nobody counts what has not come yet.

Playwright waits for the element it is asked for, not for the page around it: on a busy machine a
heading is there before the scripts that listen, and before the rows that are to be counted.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator

DEEDS = ("click", "check", "fill", "select_option", "press", "all", "count")


def with_patience(patch: pytest.MonkeyPatch) -> None:
    for deed in DEEDS:
        patch.setattr(Locator, deed, _patient(getattr(Locator, deed)))


def _patient(deed: Callable[..., Any]) -> Callable[..., Any]:
    def patient(locator: Locator, *args: Any, **kwargs: Any) -> Any:
        locator.page.wait_for_load_state()
        return deed(locator, *args, **kwargs)

    return patient
