"""What another version of a template changes, one sentence each. Pure: two templates in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from assessments.assignment.sheet.fields import Field
from assessments.assignment.sheet.sections import Section
from assessments.assignment.template_editor.editing import Sections, own_fields
from assessments.assignment.template_editor.soundness import targets
from assessments.assignment.template_editor.words import KINDS, rule_in_words

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Changed:
    """What changes in one place: a section, or the template as a whole (without a name)."""

    name: str
    sentences: tuple[str, ...]


def changes(before: Sections, after: Sections) -> list[Changed]:
    """In the order of the newer one. Empty where both ask for the same."""
    old = {section.id: section for section in before}
    rows = {**targets(before), **targets(after)}
    found = [
        Changed("", tuple(_of_the_whole(before, after))),
        *(
            Changed(section.name, tuple(_of_section(old[section.id], section, rows)))
            for section in after
            if section.id in old
        ),
    ]
    return [changed for changed in found if changed.sentences]


def _of_the_whole(before: Sections, after: Sections) -> Iterator[str]:
    old, new = {s.id: s for s in before}, {s.id: s for s in after}
    for section in after:
        if section.id not in old:
            yield _("New section: “%(name)s”.") % {"name": section.name}
    for section in before:
        if section.id not in new:
            yield _("No longer there: section “%(name)s”.") % {"name": section.name}
    if _order(old, new) != _order(new, old):
        yield _("The sections stand in another order.")


def _of_section(before: Section, after: Section, rows: dict[str, str]) -> Iterator[str]:
    if before.title != after.title:
        yield _("It was called “%(title)s” before.") % {"title": before.title}
    if before.required != after.required:
        yield (
            _("It has to be written now.")
            if after.required
            else _("It does not have to be written any more.")
        )
    if before.help != after.help:
        yield _("The explanation has new words.")
    if before.prompts != after.prompts:
        yield _("The questions that help are others.")
    yield from _of_fields(before, after, rows)
    if before.pictures != after.pictures:
        names = ", ".join(f"“{picture.title}”" for picture in after.pictures) or NOTHING
        yield _("The pictures now are: %(names)s.") % {"names": names}


def _of_fields(before: Section, after: Section, rows: dict[str, str]) -> Iterator[str]:
    old = {field.id: field for field in own_fields(before)}
    new = {field.id: field for field in own_fields(after)}
    if new and not old:
        yield _("It was one text and now has fields.")
    if old and not new:
        yield _("It had fields and now is one text.")
    for field in new.values():
        if field.id not in old:
            words = {"label": field.label, "kind": KINDS[field.kind]}
            yield _("New field: “%(label)s” (%(kind)s).") % words
        else:
            yield from _of_field(old[field.id], field, rows)
    for field in old.values():
        if field.id not in new:
            yield _("No longer there: field “%(label)s”.") % {"label": field.label}
    if _order(old, new) != _order(new, old):
        yield _("The fields stand in another order.")


def _of_field(before: Field, after: Field, rows: dict[str, str]) -> Iterator[str]:
    """Everything about one field, its columns included, under its name."""
    said = chain(_of_one(before, after, rows), _of_columns(before, after, rows))
    for sentence in said:
        yield _("“%(label)s”: %(said)s") % {"label": after.label, "said": sentence}


def _of_columns(before: Field, after: Field, rows: dict[str, str]) -> Iterator[str]:
    old = {column.id: column for column in before.columns}
    new = {column.id: column for column in after.columns}
    for column in new.values():
        if column.id not in old:
            yield _("new column “%(label)s”.") % {"label": column.label}
        else:
            for sentence in _of_one(old[column.id], column, rows):
                words = {"label": column.label, "said": sentence}
                yield _("column “%(label)s”: %(said)s") % words
    for column in old.values():
        if column.id not in new:
            yield _("column “%(label)s” is no longer there.") % {"label": column.label}
    if _order(old, new) != _order(new, old):
        yield _("the columns stand in another order.")
    yield from _of_rules(before, after)


def _of_rules(before: Field, after: Field) -> Iterator[str]:
    for rule in after.rules:
        if rule not in before.rules:
            yield _("new rule: %(rule)s") % {"rule": rule_in_words(after, rule)}
    for rule in before.rules:
        if rule not in after.rules:
            yield _("this rule is gone: %(rule)s") % {"rule": rule_in_words(before, rule)}


def _of_one(before: Field, after: Field, rows: dict[str, str]) -> Iterator[str]:
    if before.label != after.label:
        yield _("was called “%(label)s” before.") % {"label": before.label}
    if before.kind != after.kind:
        words = {"now": KINDS[after.kind], "before": KINDS[before.kind]}
        yield _("is now: %(now)s (before: %(before)s).") % words
    if before.required != after.required:
        yield (
            _("has to be filled in now.")
            if after.required
            else _("does not have to be filled in any more.")
        )
    if before.help != after.help:
        yield _("has a new hint.")
    if before.choices != after.choices:
        names = ", ".join(words for _key, words in after.choices)
        yield _("the choices now are: %(names)s.") % {"names": names}
    if before.fixed != after.fixed:
        names = ", ".join(after.fixed) or NOTHING
        yield _("the fixed rows now are: %(names)s.") % {"names": names}
    if before.of != after.of:
        names = rows.get(after.of, after.of) or NOTHING
        yield _("refers to: %(names)s.") % {"names": names}
    yield from _of_limits(before, after)


def _of_limits(before: Field, after: Field) -> Iterator[str]:
    limits = (
        (before.words_at_most, after.words_at_most, _("most words: %(now)s (before: %(before)s).")),
        (before.least, after.least, _("at least: %(now)s (before: %(before)s).")),
        (before.most, after.most, _("at most: %(now)s (before: %(before)s).")),
    )
    for was, now, said in limits:
        if was != now:
            none = _("no limit")
            yield said % {
                "now": none if now is None else now,
                "before": none if was is None else was,
            }


def _order(items: Mapping[str, object], others: Mapping[str, object]) -> list[str]:
    return [key for key in items if key in others]
