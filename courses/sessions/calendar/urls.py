"""Addresses of the personal calendar feed."""

from typing import Any

urlpatterns: list[Any] = []
