"""Ties calendars to what changes dates; called once from the app's `ready()`."""


def connect() -> None:
    """Nothing yet."""
