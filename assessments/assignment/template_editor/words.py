"""Fields, rules and places in words, for those who edit a template."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.assignment.sheet.fields import TEXT, Field, FieldKind, Rule, RuleKind
from assessments.assignment.sheet.sections import Section

KINDS = {
    FieldKind.TEXT: gettext_lazy("Text of several lines"),
    FieldKind.LINE: gettext_lazy("One line"),
    FieldKind.NUMBER: gettext_lazy("Number as typed"),
    FieldKind.DATE: gettext_lazy("Day"),
    FieldKind.CHOICE: gettext_lazy("One of several choices"),
    FieldKind.LEVEL: gettext_lazy("Level of escalation"),
    FieldKind.PICK: gettext_lazy("One entry of other rows"),
    FieldKind.PICKS: gettext_lazy("Several entries of other rows"),
    FieldKind.ROWS: gettext_lazy("Rows with columns"),
}
ABOUT_KINDS = {
    FieldKind.TEXT: gettext_lazy("For everything longer than a sentence."),
    FieldKind.LINE: gettext_lazy("A name, a role, a place, a short sentence."),
    FieldKind.NUMBER: gettext_lazy("With a smallest and a largest one, if you like."),
    FieldKind.DATE: gettext_lazy("Chosen from a calendar."),
    FieldKind.CHOICE: gettext_lazy("You write the choices, people take one."),
    FieldKind.LEVEL: gettext_lazy("One of the five levels, with its mark and colour."),
    FieldKind.PICK: gettext_lazy("People choose from what they have written in other rows."),
    FieldKind.PICKS: gettext_lazy("As many of them as people like."),
    FieldKind.ROWS: gettext_lazy("A table people add to, or with rows that are always there."),
}


def summary(field: Field, rows: dict[str, str]) -> str:
    """What is asked for, in one line. `rows` are the words of what can be referred to."""
    return " · ".join(_summary(field, rows))


def _summary(field: Field, rows: dict[str, str]) -> Iterator[str]:
    yield str(KINDS[field.kind])
    if field.choices:
        yield ", ".join(words for _key, words in field.choices)
    if field.columns:
        yield _("columns: %(names)s") % {"names": ", ".join(c.label for c in field.columns)}
    if field.fixed:
        yield _("always there: %(names)s") % {"names": ", ".join(field.fixed)}
    if field.of:
        words = {"rows": rows.get(field.of, field.of)}
        following = _("one row for each of %(rows)s") if field.columns else _("from %(rows)s")
        yield following % words
    if field.least is not None:
        yield _("at least %(number)s") % {"number": field.least}
    if field.most is not None:
        yield _("at most %(number)s") % {"number": field.most}
    if field.words_at_most:
        yield ngettext("at most %(n)d word", "at most %(n)d words", field.words_at_most) % {
            "n": field.words_at_most
        }
    if field.required:
        yield _("has to be filled in")


def rule_in_words(field: Field, rule: Rule) -> str:
    """„Mindestens 2 von: Gelb, Orange, Rot.“ A column that is gone is called by its id."""
    labels = {column.id: column.label for column in field.columns}
    names = [labels.get(name, name) for name in rule.columns]
    match rule.kind:
        case RuleKind.UNIQUE:
            return _("No two alike in “%(column)s”.") % {"column": names[0]}
        case RuleKind.COVERS:
            return _("Every choice of “%(column)s” occurs.") % {"column": names[0]}
        case RuleKind.DIFFER:
            words = {"first": names[0], "second": names[-1]}
            return _("“%(first)s” and “%(second)s” are different.") % words
        case RuleKind.SOME_OF:
            words = {"least": str(rule.least), "columns": ", ".join(names)}
            return _("At least %(least)s of: %(columns)s.") % words


def place(section: Section, field: Field, column: Field | None = None) -> str:
    """„Beziehungen, Spalte Von (4. Akteur:innen)“"""
    words = {"section": section.name, "field": field.label}
    if column is None:
        return _("%(field)s (%(section)s)") % words
    return _("%(field)s, column %(column)s (%(section)s)") % {**words, "column": column.label}


@dataclass(frozen=True, slots=True)
class Told:
    """A section, a field or a column as a line of a list."""

    item: Any
    words: str


def told_sections(sections: Iterable[Section]) -> list[Told]:
    """Each section with what it asks for, in one line."""
    return [Told(section, " · ".join(_about(section))) for section in sections]


def _about(section: Section) -> Iterator[str]:
    count = 0 if section.fields == (TEXT,) else len(section.fields)
    yield ngettext("%(n)d field", "%(n)d fields", count) % {"n": count} if count else _("one text")
    if section.pictures:
        count = len(section.pictures)
        yield ngettext("%(n)d picture", "%(n)d pictures", count) % {"n": count}
    if section.required:
        yield _("has to be written")


def told_fields(section: Section, sections: Iterable[Section]) -> list[Told]:
    """The fields of a section; none where it is one text."""
    rows = _rows_of(sections)
    fields = () if section.fields == (TEXT,) else section.fields
    return [Told(field, summary(field, rows)) for field in fields]


def told_columns(field: Field, sections: Iterable[Section]) -> list[Told]:
    rows = _rows_of(sections)
    return [Told(column, summary(column, rows)) for column in field.columns]


def _rows_of(sections: Iterable[Section]) -> dict[str, str]:
    return {f"{s.id}/{f.id}": place(s, f) for s in sections for f in s.fields if f.columns}
