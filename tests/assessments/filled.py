"""Work with something in every field, of any template, and of the size one likes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from assessments.assignment.sheet.fields import Field, FieldKind, Values
from assessments.assignment.sheet.sections import Section, parse

PLAN = Path(__file__).resolve().parents[2] / "lms" / "curriculum" / "plan" / "plan.yaml"
WORDS = "Zwei Gruppen wollen denselben Platz und streiten über Regeln, Lärm und Zuständigkeit. "
# As many as a large plan has.
LARGE = {"akteure/liste": 60, "massnahmen/liste": 40, "fruehwarnung/indikatoren": 8}


def plan_sections() -> tuple[Section, ...]:
    """The sections of the crisis prevention plan, as the programme asks for them."""
    with PLAN.open() as file:
        return parse(YAML(typ="safe").load(file)["sections"])


def filled(
    sections: tuple[Section, ...], counts: Mapping[str, int] | None = None
) -> dict[str, Values]:
    """Values by section. `counts`: how many rows in "section id/field id", three without."""
    rows = dict(counts or {})
    return {
        section.id: {field.id: _value(section, field, rows) for field in section.fields}
        for section in sections
    }


def _value(section: Section, field: Field, rows: Mapping[str, int]) -> Any:
    if field.kind is not FieldKind.ROWS:
        return _single(field, 0, rows)
    if field.fixed:
        first = field.columns[0].id
        return [
            {first: name, **{c.id: _single(c, n, rows) for c in field.written}}
            for n, name in enumerate(field.fixed)
        ]
    name = field.of or f"{section.id}/{field.id}"
    return [
        {"id": _key(name, n), **{c.id: _single(c, n, rows) for c in field.columns}}
        for n in range(rows.get(name, 3))
    ]


def _key(name: str, number: int) -> str:
    return f"{name.replace('/', '-')[:24]}{number}"


def _single(field: Field, number: int, rows: Mapping[str, int]) -> Any:
    if field.options:
        return field.options[number % len(field.options)][0]
    if field.of:
        keys = [_key(field.of, n) for n in range(rows.get(field.of, 3))]
        is_one = field.kind is FieldKind.PICK
        return keys[(number + len(field.id)) % len(keys)] if is_one else keys[:2]
    words = {
        FieldKind.DATE: f"2027-0{number % 9 + 1}-15",
        FieldKind.NUMBER: str(10 + 7 * number % 80),
        FieldKind.LINE: f"{field.label} {number + 1}",
    }
    return words.get(field.kind, f"{field.label} {number + 1}. {WORDS}".strip())
