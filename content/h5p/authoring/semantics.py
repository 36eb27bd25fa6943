"""What a library says of its parameters: semantics.json, with the words of a language laid over.

Pure. A semantics is somebody's file, so nothing in it is taken to be what it should be: what has
another shape is left out, and so is what was meant for it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

NONE: Final = object()  # no default, which is something else than the default null
MEDIA = frozenset({"image", "video", "audio", "file"})
# A tag that is allowed lets these in as well, as H5P itself does.
ALWAYS = frozenset({"div", "span", "p", "br"})
WITH = {
    "table": ("tr", "td", "th", "colgroup", "thead", "tbody", "tfoot"),
    "b": ("strong",),
    "i": ("em",),
    "ul": ("li",),
    "ol": ("li",),
    "del": ("s",),
    "strike": ("s",),
}


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    type: str
    default: Any = NONE
    tags: frozenset[str] | None = None  # None: no tag at all, the text is plain
    fields: tuple["Field", ...] = ()
    item: "Field | None" = None
    options: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    longest: int | None = None
    most: int | None = None


def read(semantics: str, language: str = "") -> tuple[Field, ...]:
    """Both as their files came; a language that does not fit changes nothing."""
    words = _object(_json(language)).get("semantics")
    return _fields(_json(semantics), words)


def _fields(data: Any, words: Any) -> tuple[Field, ...]:
    entries, said = _list(data), _list(words)
    found = (
        _field(entry, said[place] if place < len(said) else None)
        for place, entry in enumerate(entries)
    )
    return tuple(field for field in found if field)


def _field(data: Any, words: Any) -> Field | None:
    entry, said = _object(data), _object(words)
    if not isinstance(entry.get("name"), str) or not isinstance(entry.get("type"), str):
        return None
    kind = entry["type"]
    return Field(
        name=entry["name"],
        type=kind,
        default=_default(entry, said),
        tags=_tags(entry),
        fields=_fields(entry.get("fields"), said.get("fields")),
        item=_field(entry.get("field"), said.get("field")),
        options=_options(entry.get("options")),
        low=_number(entry.get("min")),
        high=_number(entry.get("max")),
        longest=_count(entry.get("maxLength")),
        most=_count(entry.get("max")) if kind == "list" else None,
    )


def _default(entry: Mapping[str, Any], said: Mapping[str, Any]) -> Any:
    """Only words are another language's business."""
    default = entry.get("default", NONE)
    word = said.get("default")
    return word if entry["type"] == "text" and isinstance(word, str) and word else default


def _tags(entry: Mapping[str, Any]) -> frozenset[str] | None:
    if not isinstance(entry.get("tags"), list):
        return None
    named = {tag for tag in entry["tags"] if isinstance(tag, str)}
    return frozenset({*ALWAYS, *named, *(more for tag in named for more in WITH.get(tag, ()))})


def _options(data: Any) -> tuple[str, ...]:
    """Values of a choice, or the libraries that may stand there."""
    values = (entry.get("value") if isinstance(entry, dict) else entry for entry in _list(data))
    return tuple(str(value) for value in values if isinstance(value, str | int))


def _json(text: str) -> Any:
    try:
        return json.loads(text.removeprefix("\ufeff")) if text else None
    except (ValueError, RecursionError):
        return None


def _object(data: Any) -> Mapping[str, Any]:
    return data if isinstance(data, dict) else {}


def _list(data: Any) -> Sequence[Any]:
    return data if isinstance(data, list) else ()


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def choosable(fields: Sequence[Field]) -> dict[str, str]:
    """Libraries that may stand somewhere in it: „H5P.Blanks“ → „H5P.Blanks 1.14“."""
    found: dict[str, str] = {}
    waiting = list(fields)
    while waiting:
        field = waiting.pop(0)
        if field.type == "library":
            found |= {option.partition(" ")[0]: option for option in field.options}
        waiting += [*field.fields, *([field.item] if field.item else [])]
    return found
