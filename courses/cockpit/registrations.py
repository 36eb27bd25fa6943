"""Ties the cockpit and exports to their neighbours; called once from the app's `ready()`."""


def connect() -> None:
    """Nothing yet."""
