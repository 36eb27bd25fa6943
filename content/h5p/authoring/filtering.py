"""Parameters as the semantics of their library want them.

Pure. What is unknown is dropped, what is missing gets its default, what has the wrong type counts
as missing; text keeps the tags its field allows. Doing it twice changes nothing.
"""

import html
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

import nh3

from content.h5p.authoring.semantics import MEDIA, NONE, Field

SCHEMES = {"http", "https", "mailto"}
ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}
ID = re.compile(r"[0-9A-Za-z-]{1,64}")
METADATA = frozenset(
    {
        *("title", "a11yTitle", "extraTitle", "contentType", "defaultLanguage"),
        *("license", "licenseVersion", "licenseExtras", "authors", "source"),
        *("yearFrom", "yearTo", "changes", "authorComments"),
    }
)
# Gives the semantics of „H5P.Blanks 1.14“; None where it is not installed.
SemanticsOf = Callable[[str], Sequence[Field] | None]


def filtered(params: Any, fields: Sequence[Field], semantics_of: SemanticsOf) -> dict[str, Any]:
    given = params if isinstance(params, Mapping) else {}
    kept = ((field.name, _value(given, field, semantics_of)) for field in fields)
    return {name: value for name, value in kept if value is not NONE}


def _value(given: Mapping[str, Any], field: Field, semantics_of: SemanticsOf) -> Any:
    value = _fitting(given.get(field.name, NONE), field, semantics_of)
    return _filled(field, semantics_of) if value is NONE else value


def _filled(field: Field, semantics_of: SemanticsOf) -> Any:
    """The default; of a group the defaults inside, perhaps none: libraries count on the group."""
    if field.type == "group" and len(field.fields) != 1:
        return filtered({}, field.fields, semantics_of)
    if field.type == "group":
        return _filled(field.fields[0], semantics_of)
    return _fitting(field.default, field, semantics_of)


def _fitting(value: Any, field: Field, semantics_of: SemanticsOf) -> Any:
    if value is NONE:
        return NONE
    if field.type in MEDIA:
        return _media(value)
    if field.type == "group":
        return _group(value, field, semantics_of)
    if field.type == "list":
        return _list(value, field, semantics_of)
    if field.type == "library":
        return _library(value, field, semantics_of)
    simple = SIMPLE.get(field.type)
    return simple(value, field) if simple else NONE


def _text(value: Any, field: Field) -> Any:
    if not isinstance(value, str):
        return NONE
    value = value.replace("\0", "").encode(errors="ignore").decode()
    if field.tags is None:
        plain = html.unescape(value)
        return html.escape(plain[: field.longest], quote=True)
    attributes = {tag: names for tag, names in ATTRIBUTES.items() if tag in field.tags}
    return nh3.clean(
        value,
        tags=set(field.tags),
        attributes=attributes,
        url_schemes=SCHEMES,
        link_rel=None,
    )


def _number(value: Any, field: Field) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return NONE
    if field.high is not None:
        value = min(value, field.high)
    return value if field.low is None else max(value, field.low)


def _boolean(value: Any, _field: Field) -> Any:
    return value if isinstance(value, bool) else NONE


def _select(value: Any, field: Field) -> Any:
    return value if isinstance(value, str) and value in field.options else NONE


SIMPLE: Mapping[str, Callable[[Any, Field], Any]] = {
    "text": _text,
    "number": _number,
    "boolean": _boolean,
    "select": _select,
}


def _group(value: Any, field: Field, semantics_of: SemanticsOf) -> Any:
    """A group of one field is that field: so H5P writes it."""
    if len(field.fields) == 1:
        return _fitting(value, field.fields[0], semantics_of)
    return filtered(value, field.fields, semantics_of) if isinstance(value, Mapping) else NONE


def _list(value: Any, field: Field, semantics_of: SemanticsOf) -> Any:
    if not isinstance(value, list) or field.item is None:
        return NONE
    items = (_fitting(item, field.item, semantics_of) for item in value)
    return [item for item in items if item is not NONE][: field.most]


def _library(value: Any, field: Field, semantics_of: SemanticsOf) -> Any:
    """A content inside the content, with an id of its own."""
    name = value.get("library") if isinstance(value, Mapping) else None
    fields = semantics_of(name) if isinstance(name, str) and name in field.options else None
    if fields is None:
        return NONE
    known = value.get("subContentId")
    return {
        "library": name,
        "params": filtered(value.get("params"), fields, semantics_of),
        "subContentId": known if isinstance(known, str) and ID.fullmatch(known) else str(uuid4()),
        "metadata": _metadata(value.get("metadata")),
    }


def _metadata(value: Any) -> dict[str, Any]:
    given = value if isinstance(value, Mapping) else {}
    return {"license": "U", **{name: given[name] for name in given if name in METADATA}}


def _media(value: Any) -> Any:
    """A form writes none; what an uploaded content brought is left alone."""
    files = value if isinstance(value, list) else [value]
    named = all(isinstance(f, Mapping) and isinstance(f.get("path"), str) for f in files)
    return value if files and named else NONE
