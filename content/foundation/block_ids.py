"""Ids of list items that were stored without one."""

from uuid import NAMESPACE_URL, uuid5


def id_by_place(key: str, place: int) -> str:
    """An id that stays the same as long as the item keeps its place in the block `key`.

    Wagtail invents a new id on every load for list items stored without one.
    """
    return str(uuid5(NAMESPACE_URL, f"{key}/{place}"))
