"""Streams whose ids mean something: what people answered and wrote points to them."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail import blocks

from courses.curriculum.travel.forms import List, Struct
from courses.curriculum.travel.spots import Spot, listed, named
from courses.curriculum.travel.values import Form, Raw, Via


class Identified(Form):
    """A stream of structs. Its items, and those of lists in them, carry their ids.

    Where the stream knows several kinds, each item says its own as `type`; items that say none
    are `unsaid`.
    """

    default: Raw = []
    required = True
    unsaid = ""

    def __init__(self, block: blocks.StreamBlock) -> None:
        super().__init__(block)
        self.structs = {kind: Struct(child) for kind, child in block.child_blocks.items()}

    def read(self, value: Any, spot: Spot) -> list[dict[str, Any]]:
        items, seen = listed(value, spot), set[str]()
        return [self._read(item, spot.below(items, n), seen) for n, item in enumerate(items)]

    def _read(self, item: Any, spot: Spot, seen: set[str]) -> dict[str, Any]:
        data = named(item, spot)
        kind, rest = self._kind_of(data, spot)
        return {"type": kind, **_read_item(self.structs[kind], rest, spot, seen)}

    def _kind_of(self, data: Any, spot: Spot) -> tuple[str, Any]:
        """The kind of an item and the item without it."""
        if len(self.structs) == 1:
            return next(iter(self.structs)), data
        if self.unsaid and "type" not in data:
            return self.unsaid, data
        at = spot.below(data, "type")
        kind = at.one_of(at.text(data.get("type")), {name: name for name in self.structs})
        return kind, _part(data, {name: v for name, v in data.items() if name != "type"})

    def write(self, raw: Raw) -> list[Any]:
        return [self._write(item) for item in raw or []]

    def _write(self, item: Any) -> dict[str, Any]:
        kind = item["type"]
        made = _write_item(self.structs[kind], item)
        if len(self.structs) == 1 or kind == self.unsaid:
            return made
        return {"id": made.pop("id"), "type": kind, **made}

    def mapped(self, raw: Raw, via: Via) -> list[dict[str, Any]]:
        """Items with words for the primary keys of what they choose, or the other way round."""
        return [_mapped_item(self.structs[item["type"]], item, via) for item in raw or []]


def _mapped_item(struct: Struct, item: Any, via: Via) -> dict[str, Any]:
    value, lists = dict(item["value"]), _lists_of(struct)
    inner = {
        name: [_mapped_item(below, row, via) for row in value.pop(name, None) or []]
        for name, below in lists.items()
    }
    told = {name: made for name, made in struct.mapped(value, via).items() if name in value}
    return {**item, "value": {**told, **inner}}


def _read_items(struct: Struct, value: Any, spot: Spot, seen: set[str]) -> list[dict[str, Any]]:
    items = listed(value, spot)
    return [
        _read_item(struct, named(item, spot.below(items, n)), spot.below(items, n), seen)
        for n, item in enumerate(items)
    ]


def _read_item(struct: Struct, data: Any, spot: Spot, seen: set[str]) -> dict[str, Any]:
    identity = _id(data, spot, seen)
    lists = _lists_of(struct)
    rest = {name: value for name, value in data.items() if name != "id" and name not in lists}
    made = struct.read(_part(data, rest), spot)
    for name, below in lists.items():
        value = data.get(name, [] if _may_be_empty(struct, name) else None)
        inner = _read_items(below, value, spot.below(data, name), seen)
        made[name] = [{"type": "item", **item} for item in inner]
    return {"id": identity, "value": made}


def _part(data: Any, rest: dict[str, Any]) -> Any:
    """The same mapping with these names alone; it still knows its lines."""
    part = data.copy()
    for name in set(data) - set(rest):
        part.pop(name)
    return part


def _lists_of(struct: Struct) -> dict[str, Struct]:
    return {
        name: child.child
        for name, child in struct.children.items()
        if isinstance(child, List) and isinstance(child.child, Struct)
    }


def _may_be_empty(struct: Struct, name: str) -> bool:
    return not struct.children[name].block.meta.min_num


def _id(data: Any, spot: Spot, seen: set[str]) -> str:
    at = spot.below(data, "id")
    try:
        found = str(UUID(at.text(data.get("id"))))
    except ValueError as error:
        raise at.fail(_("“%(name)s” must be a UUID.") % {"name": "id"}) from error
    if found in seen:
        raise at.fail(_("This id is used twice."))
    seen.add(found)
    return found


def _write_item(struct: Struct, item: Any) -> dict[str, Any]:
    value = item["value"]
    lists = _lists_of(struct)
    made = {"id": item["id"]}
    for name, child in struct.children.items():
        if name in lists:
            inner = [_write_item(lists[name], below) for below in value.get(name) or []]
            if inner or not _may_be_empty(struct, name):
                made[name] = inner
        elif isinstance(told := child.write(value.get(name)), bool) or not child.left_out(told):
            made[name] = told
    return made
