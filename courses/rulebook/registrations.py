"""Ties rules and exceptions from them to their neighbours; called once from the app's `ready()`."""


def connect() -> None:
    """Nothing yet."""
