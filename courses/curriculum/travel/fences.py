"""The body of a page: Markdown, and between it blocks in fences.

A block whose one large part is formatted text, or a list of lines, carries that part as Markdown
and everything else in the head of its fence. A table is a pipe table. Whatever has another shape
is YAML inside the fence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from wagtail import blocks

from courses.curriculum.travel.forms import List, Stream, Struct, Table
from courses.curriculum.travel.source import Source, yaml_of
from courses.curriculum.travel.spots import Spot
from courses.curriculum.travel.tables import table_lines, table_of
from courses.curriculum.travel.values import Form, Nothing, Raw, Rich
from courses.curriculum.travel.yaml import dump

MARK = ":::"
OPENING = re.compile(r'^:::(?P<kind>[a-z]+)(?P<options>(?:\s+\w+="(?:[^"\\]|\\.)*")*)\s*$')
OPTION = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
ESCAPED = re.compile(r"\\(.)")
BULLET = re.compile(r"^[-*](?:\s+|$)")
NUMBERED = re.compile(r"^\d+[.)](?:\s+|$)")


class Body:
    """How a stream of several kinds of blocks travels as a text."""

    def __init__(self, block: blocks.StreamBlock, name: str = "") -> None:
        self.name = name
        self.form = Stream(block)
        self.fences = {kind: fence_of(kind, form) for kind, form in self.form.children.items()}
        # What stands between the fences.
        self.running = next(
            (kind for kind, form in self.form.children.items() if isinstance(form, Rich)), ""
        )

    def read(self, source: Source, start: int = 0) -> list[dict[str, Any]]:
        """The blocks of a body from its line `start` on, counted from 0. Raises BrokenFile."""
        lines = source.body.split("\n")
        found: list[dict[str, Any]] = []
        for at, end in _pieces(source, lines, start):
            trail = f"{self.name}-{len(found)}"
            spot = Spot(source, self.name, source.body_line + at, trail, source.key())
            kind, value = self._piece(lines[at:end], spot)
            found.append({"type": kind, "value": value, "id": spot.id()})
        return found

    def _piece(self, lines: list[str], spot: Spot) -> tuple[str, Raw]:
        if lines[0].startswith(MARK):
            return self._fenced(lines[0], lines[1:-1], spot)
        running = self.form.children.get(self.running)
        if not isinstance(running, Rich):
            raise spot.fail(_("Only blocks in fences may stand here."))
        text = "\n".join(lines).strip("\n")
        return self.running, running.read_markdown(text, replace(spot, name=self.running))

    def _fenced(self, opening: str, body: list[str], spot: Spot) -> tuple[str, Raw]:
        found = OPENING.match(opening)
        if not found or found["kind"] not in self.fences:
            known = ", ".join(sorted(set(self.fences) - {self.running}))
            raise spot.fail(_("A fence is one of: %(known)s.") % {"known": known})
        kind = found["kind"]
        options = {name: _unescaped(text) for name, text in OPTION.findall(found["options"])}
        return kind, self.fences[kind].read(options, body, replace(spot, name=kind))

    def write(self, raw: list[dict[str, Any]]) -> str:
        """The body in its canonical form, without a line end at its end."""
        parts: list[str] = []
        last = ""
        for item in raw:
            kind, value = item["type"], item["value"]
            if kind == self.running and last != kind:
                part = self.form.children[kind].write(value)
            else:
                part = self.fences[kind].write(value)
            if part:
                parts.append(part)
                last = kind
        return "\n\n".join(parts)


def _pieces(source: Source, lines: list[str], start: int) -> Iterator[tuple[int, int]]:
    """Ranges of lines: a fence with both its marks, or the text between two fences."""
    at = start
    while at < len(lines):
        if lines[at].startswith(MARK):
            end = _close(source, lines, at) + 1
            yield at, end
        else:
            rest = range(at, len(lines))
            end = next((n for n in rest if lines[n].startswith(MARK)), len(lines))
            first = next((n for n in range(at, end) if lines[n].strip()), end)
            if first < end:
                yield first, end
        at = end


def _close(source: Source, lines: list[str], at: int) -> int:
    for n in range(at + 1, len(lines)):
        if lines[n].rstrip() == MARK:
            return n
        if lines[n].startswith(MARK):
            break
    raise source.fail(_("This fence is not closed by “:::”."), line=source.body_line + at)


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda sign: "\n" if sign[1] == "n" else sign[1], text)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


# — Kinds of fences ————————————————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence whose body is YAML."""

    kind: str
    form: Form

    def read(self, options: dict[str, str], body: list[str], spot: Spot) -> Raw:
        _no_more(options, spot)
        text = "\n".join(body)
        data = yaml_of(spot.source.path, text, spot.line) if text.strip() else {}
        inside = replace(spot.source, data=data, data_line=spot.line + 1)
        if not isinstance(self.form, Struct | Table):
            data = data.get("value")
        return self.form.read(data, replace(spot, source=inside))

    def write(self, raw: Raw) -> str:
        data = self.form.write(raw)
        if not isinstance(self.form, Struct | Table):
            data = {"value": data}
        return _fence(self.kind, {}, dump(data).rstrip("\n"))


@dataclass(frozen=True, slots=True)
class EmptyFence(Fence):
    def read(self, options: dict[str, str], body: list[str], spot: Spot) -> Raw:
        _no_more(options, spot)
        return None

    def write(self, raw: Raw) -> str:
        return _fence(self.kind, {}, "")


@dataclass(frozen=True, slots=True)
class TextFence(Fence):
    """Formatted text and nothing else."""

    form: Rich

    def read(self, options: dict[str, str], body: list[str], spot: Spot) -> Raw:
        _no_more(options, spot)
        return _markdown(self.form, body, spot)

    def write(self, raw: Raw) -> str:
        text = _guarded(self.form.write(raw))
        return _fence(self.kind, {}, text) if text else ""


@dataclass(frozen=True, slots=True)
class HeadedFence(Fence):
    """Small values in the head, one large part as the body."""

    form: Struct
    large: str

    def read(self, options: dict[str, str], body: list[str], spot: Spot) -> Raw:
        heads = {name: form for name, form in self.form.children.items() if name != self.large}
        values = {name: _option(name, form, options, spot) for name, form in heads.items()}
        _no_more({name: text for name, text in options.items() if name not in heads}, spot)
        return {name: values.get(name) for name in heads} | {self.large: self._body(body, spot)}

    def _body(self, body: list[str], spot: Spot) -> Raw:
        large = self.form.children[self.large]
        if not any(line.strip() for line in body):
            if large.required or isinstance(large, List):
                raise spot.fail(_("There is nothing inside this fence."))
            return large.default
        if isinstance(large, List):
            return _read_list(large, body, spot, numbered=_is_numbered(self.form.block))
        return _markdown(large, body, spot)

    def write(self, raw: Raw) -> str:
        data = {name: form.write(raw.get(name)) for name, form in self.form.children.items()}
        options = {
            name: value
            for name, value in data.items()
            if name != self.large and not self.form.children[name].left_out(value)
        }
        body = data[self.large]
        if isinstance(body, list):
            body = "\n".join(_list_lines(body, numbered=_is_numbered(self.form.block)))
        return _fence(self.kind, options, _guarded(body))


@dataclass(frozen=True, slots=True)
class TableFence(Fence):
    form: Table

    def read(self, options: dict[str, str], body: list[str], spot: Spot) -> Raw:
        caption = options.pop("caption", "").strip()
        if not caption:
            raise spot.fail(_('The fence needs %(name)s="…".') % {"name": "caption"})
        _no_more(options, spot)
        return table_of(self.form, caption, body, replace(spot, line=spot.line + 1))

    def write(self, raw: Raw) -> str:
        data = self.form.write(raw)
        return _fence(self.kind, {"caption": data["caption"]}, "\n".join(table_lines(data)))


def fence_of(kind: str, form: Form) -> Fence:
    """The fence in which a block travels."""
    if isinstance(form, Nothing):
        return EmptyFence(kind, form)
    if isinstance(form, Rich):
        return TextFence(kind, form)
    if isinstance(form, Table) and form.cell:
        return TableFence(kind, form)
    if isinstance(form, Struct):
        large = [name for name, child in form.children.items() if _is_large(child)]
        small = [child for child in form.children.values() if child.option]
        if len(large) == 1 and len(small) + 1 == len(form.children):
            return HeadedFence(kind, form, large[0])
    return Fence(kind, form)


def _is_large(form: Form) -> bool:
    lines = isinstance(form, List) and isinstance(form.child, Rich) and form.child.line
    return isinstance(form, Rich) or lines


def _is_numbered(block: blocks.Block) -> bool:
    return bool(getattr(block.meta, "numbered", False))


def _markdown(form: Any, body: list[str], spot: Spot) -> str:
    return form.read_markdown("\n".join(body), replace(spot, line=spot.line + 1))


def _option(name: str, form: Form, options: dict[str, str], spot: Spot) -> Raw:
    text = options.get(name, "").strip()
    if not text and form.required:
        raise spot.fail(_('The fence needs %(name)s="…".') % {"name": name})
    if not text:
        return form.nothing if name in options else form.default
    return form.read_option(text, replace(spot, name=name))


def _no_more(options: dict[str, str], spot: Spot) -> None:
    if options:
        names = ", ".join(sorted(options))
        raise spot.fail(_("The fence knows no %(names)s.") % {"names": names})


def _fence(kind: str, options: dict[str, Any], body: str) -> str:
    head = " ".join([f"{MARK}{kind}", *(f'{n}="{_told(v)}"' for n, v in options.items())])
    return "\n".join(part for part in (head, body, MARK) if part)


def _guarded(body: str) -> str:
    """A single line may begin like the end of its fence; paragraphs never do."""
    return f"\\{body}" if body.startswith(MARK) else body


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    return _escaped(value.isoformat() if hasattr(value, "isoformat") else str(value))


# — Lists of lines ————————————————————————————————————————————————————————————————


def _read_list(form: List, body: list[str], spot: Spot, *, numbered: bool) -> list[dict[str, Any]]:
    """Items may run over several lines."""
    items: list[tuple[int, str]] = []
    mark = NUMBERED if numbered else BULLET
    for number, text in enumerate(body, start=spot.line + 1):
        if mark.match(text):
            items.append((number, mark.sub("", text)))
        elif text.strip() and not items:
            raise spot.source.fail(_("A list is expected here."), line=number)
        elif text.strip():
            begun, so_far = items[-1]
            items[-1] = (begun, f"{so_far} {text.strip()}")
    spots = [
        replace(spot, line=line, trail=f"{spot.trail}-{n}") for n, (line, _t) in enumerate(items)
    ]
    return [
        {"type": "item", "value": form.child.read(text, at), "id": at.id()}
        for (_line, text), at in zip(items, spots, strict=True)
    ]


def _list_lines(items: list[str], *, numbered: bool) -> Iterator[str]:
    for number, text in enumerate(items, start=1):
        yield f"{number}. {text}".rstrip(" ") if numbered else f"- {text}".rstrip(" ")
