"""Addresses of mail choices and letters, for participants."""

from typing import Any

urlpatterns: list[Any] = []
