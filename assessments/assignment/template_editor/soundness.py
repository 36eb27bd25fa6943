"""What a template must not become: rules without columns, choices from rows that are not there.

Pure: the sections before and after a change in, sentences out. What was wrong before a change is no
reason to refuse it.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.assignment.errors import TemplateRefused
from assessments.assignment.sheet.fields import REFERRING, Field, FieldKind, Rule, RuleKind
from assessments.assignment.sheet.sections import Picture, Section
from assessments.assignment.template_editor.editing import Sections
from assessments.assignment.template_editor.words import place, rule_in_words

NAMING = (FieldKind.LINE, FieldKind.TEXT, FieldKind.LEVEL, FieldKind.CHOICE)
Fields = dict[str, tuple[Section, Field]]
# What is wrong where, to tell whether it was wrong before, and the sentence about it.
Complaint = tuple[tuple[object, ...], str]


def ensure_sound(before: Sections, after: Sections) -> None:
    """Raises TemplateRefused for what is wrong now and was not before."""
    known = _fields(before)
    old = {what for what, _said in _complaints(before, known)}
    new = {what: said for what, said in _complaints(after, known) if what not in old}
    if not after:
        raise TemplateRefused(_("A template needs at least one section."))
    if new:
        raise TemplateRefused(*new.values())


def can_be_referred_to(field: Field) -> bool:
    """Rows people add themselves, with something in front that names them."""
    is_free = field.kind is FieldKind.ROWS and not field.fixed and not field.of
    return is_free and field.columns[0].kind not in REFERRING


def targets(sections: Sections, *, besides: str = "") -> dict[str, str]:
    """What can be referred to: its name in the template and its words."""
    return {
        name: place(section, field)
        for name, (section, field) in _fields(sections).items()
        if name != besides and can_be_referred_to(field)
    }


def comparable(one: Field, other: Field) -> bool:
    """Whether the two columns can say the same."""
    return one.kind is other.kind and one.of == other.of


def _fields(sections: Sections) -> Fields:
    return {f"{s.id}/{f.id}": (s, f) for s in sections for f in s.fields}


def _named(name: str, known: Fields) -> str:
    return place(*known[name]) if name in known else name


def _complaints(sections: Sections, known: Fields) -> Iterator[Complaint]:
    now = _fields(sections)
    for name, (section, field) in now.items():
        yield from _references(name, section, field, now, known)
        if field.kind is FieldKind.ROWS:
            yield from _rows(name, section, field)
            yield from _rules(name, section, field, known)
    for section in sections:
        for picture in section.pictures:
            yield from _picture(section, picture, now, known)


def _references(
    name: str, section: Section, field: Field, now: Fields, known: Fields
) -> Iterator[Complaint]:
    for item in (field, *field.columns):
        if item.of and not (item.of in now and can_be_referred_to(now[item.of][1])):
            at = place(section, field, None if item is field else item)
            said = _("“%(place)s” refers to “%(rows)s”; that has to stay rows people add.")
            words = {"place": at, "rows": _named(item.of, known)}
            yield ("reference", name, item.id, item.of), said % words


def _rows(name: str, section: Section, field: Field) -> Iterator[Complaint]:
    words = {"place": place(section, field)}
    if not field.columns:
        yield ("columns", name), _("“%(place)s” needs at least one column.") % words
    elif field.fixed:
        for what, said in _fixed(field):
            yield (what, name), said % words


def _fixed(field: Field) -> Iterator[tuple[str, str]]:
    first = field.columns[0]
    if len(field.columns) < 2:
        yield "second", _("“%(place)s” has fixed rows: it needs a second column to write in.")
    if first.kind not in NAMING:
        said = _("The first column of “%(place)s” names its fixed rows; it has to take words.")
        yield "first", said
    keys = dict(first.options)
    if keys and not set(field.fixed) <= set(keys):
        said = _("The fixed rows of “%(place)s” have to be choices of its first column.")
        yield "names", said
    if field.of:
        yield "both", _("“%(place)s” cannot have fixed rows and follow other rows at once.")


def _rules(name: str, section: Section, field: Field, known: Fields) -> Iterator[Complaint]:
    _section, as_it_was = known.get(name, (section, field))
    for rule in field.rules:
        if not _makes_sense(field, rule):
            words = {"place": place(section, field), "rule": rule_in_words(as_it_was, rule)}
            said = _("A rule of “%(place)s” would not work any more: %(rule)s")
            yield ("rule", name, rule), said % words


def _makes_sense(field: Field, rule: Rule) -> bool:
    columns = {column.id: column for column in field.written}
    if not set(rule.columns) <= set(columns):
        return False
    named = [columns[name] for name in rule.columns]
    match rule.kind:
        case RuleKind.UNIQUE:
            return len(named) == 1
        case RuleKind.COVERS:
            return len(named) == 1 and bool(named[0].options)
        case RuleKind.DIFFER:
            return len(set(rule.columns)) == len(named) == 2 and comparable(*named)
        case RuleKind.SOME_OF:
            return 1 <= rule.least <= len(set(rule.columns))


def _picture(section: Section, picture: Picture, now: Fields, known: Fields) -> Iterator[Complaint]:
    words = {"picture": picture.title, "section": section.name}
    wanted = set(picture.columns.values())
    for name in picture.fields.values():
        if name not in now or now[name][1].kind is not FieldKind.ROWS:
            said = _("The picture “%(picture)s” (%(section)s) is drawn from “%(rows)s”.")
            rows = _named(name, known)
            yield ("picture", section.id, picture.kind, name), said % {**words, "rows": rows}
            continue
        there = {column.id for column in now[name][1].columns}
        for column in known[name][1].columns if name in known else ():
            if column.id in wanted - there:
                said = _("The picture “%(picture)s” (%(section)s) needs “%(place)s”.")
                at = place(*known[name], column)
                what = ("picture", section.id, picture.kind, name, column.id)
                yield what, said % {**words, "place": at}
