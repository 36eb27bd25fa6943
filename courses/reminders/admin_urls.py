"""Addresses of reminders and letters below /cms/durchgaenge/."""

from typing import Any

urlpatterns: list[Any] = []
