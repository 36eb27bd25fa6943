"""Data → YAML, in one form for one meaning: texts plain if they can be, folded if they are long.

Reading is ruamel's. Writing is ours, because nobody else promises the same bytes next year.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

WIDTH = 100
SHORTEST = 40  # of a folded line, however deep it stands
PLAIN = re.compile(r"(?:[^\W\d_]|[„‚»(§/])(?:[^:#\n\t]|:(?=\S)|(?<=\S)#)*(?<![\s:])")
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
SINGLE_SPACE = re.compile(r"(?<! ) (?! )")
# What some reader takes for a truth value, for nothing or for a number.
WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}


def dump(data: Mapping[str, Any]) -> str:
    """The whole document, its names in the order in which they stand in `data`."""
    return "".join(f"{line}\n" for line in _mapping(data, 0))


def _mapping(data: Mapping[Any, Any], depth: int) -> Iterator[str]:
    for name, value in data.items():
        yield from _entry(f"{_key(name)}:", value, depth)


def _entry(head: str, value: Any, depth: int) -> Iterator[str]:
    """`head` and its value, on the same line or below it."""
    margin = " " * depth
    if isinstance(value, Mapping) and value:
        yield margin + head
        yield from _mapping(value, depth + 2)
    elif _below(value):
        yield margin + head
        yield from _sequence(value, depth + 2)
    elif isinstance(value, str):
        yield from _text(f"{margin}{head} ", value, depth + 2)
    else:
        yield f"{margin}{head} {_scalar(value)}"


def _below(value: Any) -> bool:
    """Lists stand below their name, except lists of numbers."""
    listed = isinstance(value, Sequence) and not isinstance(value, str)
    return listed and bool(value) and not all(_number(item) for item in value)


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _sequence(items: Sequence[Any], depth: int) -> Iterator[str]:
    margin = " " * depth
    for item in items:
        if isinstance(item, str):
            yield from _text(f"{margin}- ", item, depth + 2)
        elif (isinstance(item, Mapping) and item) or _below(item):
            below = _mapping if isinstance(item, Mapping) else _sequence
            first, *rest = below(item, depth + 2)
            yield f"{margin}- {first[depth + 2 :]}"
            yield from rest
        else:
            yield f"{margin}- {_scalar(item)}"


def _text(head: str, text: str, depth: int) -> Iterator[str]:
    """One line, lines folded at `WIDTH`, or lines kept as they are; quoted where none will do."""
    margin = " " * depth
    short = head + _short(text)
    if len(short) <= WIDTH and "\n" not in text:
        yield short
    elif _keeps_its_lines(text):
        yield f"{head}|-"
        yield from ((margin + line if line else "") for line in text.split("\n"))
    elif _folds(text):
        yield f"{head}>-"
        yield from (margin + line for line in _folded(text, max(WIDTH - depth, SHORTEST)))
    else:
        yield head + _quoted(text)


def _keeps_its_lines(text: str) -> bool:
    lines = text.split("\n")
    return (
        len(lines) > 1
        and text == text.strip()
        and not _odd(text)
        and all(line == line.rstrip() for line in lines)
    )


def _folds(text: str) -> bool:
    return not _odd(text) and text == text.strip() and not re.search(r"[\n\t]", text)


def _odd(text: str) -> bool:
    return bool(ODD.search(text))


def _folded(text: str, width: int) -> Iterator[str]:
    """As many words a line as fit; a reader puts one space where a line ends."""
    line = ""
    for word in SINGLE_SPACE.split(text):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _short(text: str) -> str:
    plain = PLAIN.fullmatch(text) and text.lower() not in WORDS and not _odd(text)
    return text if plain or UUID.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    """Double quotes, in which YAML reads what JSON writes."""
    quoted = json.dumps(text, ensure_ascii=False)
    return ODD.sub(lambda sign: f"\\u{ord(sign[0]):04x}", quoted)


def _key(name: Any) -> str:
    return str(name) if isinstance(name, int) else _short(name)


def _scalar(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(str, value))}]"
    return "{}" if isinstance(value, Mapping) else str(value)
