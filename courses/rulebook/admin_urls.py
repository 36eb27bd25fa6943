"""Addresses of rules and exceptions from them below /cms/durchgaenge/."""

from typing import Any

urlpatterns: list[Any] = []
