"""Addresses of the cockpit and exports below /cms/durchgaenge/."""

from typing import Any

urlpatterns: list[Any] = []
