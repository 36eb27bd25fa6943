"""Editing a draft: fields, columns of rows, and the rules of rows."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments.assignment.sheet.fields import Field, FieldKind
from assessments.assignment.template_editor import editing
from assessments.assignment.template_editor.desk import (
    Action,
    Place,
    address_after,
    at,
    below,
    place_in,
    save,
)
from assessments.assignment.template_editor.draft_views import remove
from assessments.assignment.template_editor.editing import Edit
from assessments.assignment.template_editor.forms import FieldForm
from assessments.assignment.template_editor.rule_forms import rule_forms
from assessments.assignment.template_editor.soundness import targets
from assessments.assignment.template_editor.words import (
    ABOUT_KINDS,
    KINDS,
    rule_in_words,
    told_columns,
)
from assessments.limits import of_bearable_size

FORM = "lms_assessments/section_templates/field.html"


@of_bearable_size
def add_field(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """First the kind, then what this kind asks for."""
    place = place_in(request, pk, section)
    kind = _kind(request, besides=())
    if kind is None:
        return _choose_kind(request, place, _("Add a field"), besides=())
    form = _form(request, place, kind, None)
    if form.is_valid():
        new = form.field()
        saved = save(request, place, form, lambda all_: editing.add_field(all_, section, new))
        if saved:
            after = place_in(request, pk, section)
            target = after.section.fields[-1].id
            here = f"{after.url()}#{target}"
            return redirect(after.url("field", target) if new.columns else here)
    return render(request, FORM, below(place, _("Add a field"), form=form))


@of_bearable_size
def field(request: HttpRequest, pk: int, section: str, field: str) -> HttpResponse:
    """One field; of rows also the columns and the rules."""
    place = place_in(request, pk, section, field)
    action = Action.of(request)
    form = _form(request, place, place.field.kind, place.field)
    if form.is_valid():
        if save(request, place, form, _changing(section, _edited(form.field(), action))):
            return redirect(_after_field(request, place, action))
        place = place_in(request, pk, section, field)
    rules = [rule_in_words(place.field, rule) for rule in place.field.rules]
    told = told_columns(place.field, place.sections)
    return render(request, FORM, at(place, form=form, told=told, rules=rules))


def _changing(section: str, field: Field) -> Edit:
    return lambda sections: editing.change_field(sections, section, field)


def _edited(field: Field, action: Action) -> Field:
    if action.moves:
        return editing.move_column(field, action.key, action.verb)
    if action.verb == "unrule" and action.key.isdecimal():
        return editing.remove_rule(field, int(action.key))
    return field


def _after_field(request: HttpRequest, place: Place, action: Action) -> str:
    return address_after(
        request,
        place,
        action,
        pages={"add": "column_add", "rule": "rule_add"},
        each={"open": "column", "remove": "column_remove"},
        known=[column.id for column in place.field.columns],
    )


def remove_field(request: HttpRequest, pk: int, section: str, field: str) -> HttpResponse:
    place = place_in(request, pk, section, field)
    return remove(
        request,
        place,
        lambda sections: editing.remove_field(sections, section, field),
        title=_("Remove “%(name)s”?") % {"name": place.name},
        told=_what_happens(_("Who goes on with the newer version finds what stood here as text.")),
    )


@of_bearable_size
def add_column(request: HttpRequest, pk: int, section: str, field: str) -> HttpResponse:
    place = _rows(request, pk, section, field)
    kind = _kind(request, besides=(FieldKind.ROWS,))
    if kind is None:
        return _choose_kind(request, place, _("Add a column"), besides=(FieldKind.ROWS,))
    form = _form(request, place, kind, None)
    if form.is_valid():
        rows = editing.add_column(place.field, form.field())
        if save(request, place, form, _changing(section, rows)):
            return redirect(f"{place.url()}#{rows.columns[-1].id}")
    return render(request, FORM, below(place, _("Add a column"), form=form))


@of_bearable_size
def column(request: HttpRequest, pk: int, section: str, field: str, column: str) -> HttpResponse:
    place = place_in(request, pk, section, field, column)
    form = _form(request, place, place.column.kind, place.column)
    if form.is_valid():
        rows = editing.change_column(place.field, form.field())
        if save(request, place, form, _changing(section, rows)):
            return redirect(f"{place.above.url()}#{column}")
    return render(request, FORM, at(place, form=form))


def remove_column(
    request: HttpRequest, pk: int, section: str, field: str, column: str
) -> HttpResponse:
    place = place_in(request, pk, section, field, column)
    rows = editing.remove_column(place.field, column)
    return remove(
        request,
        place,
        _changing(section, rows),
        title=_("Remove “%(name)s”?") % {"name": place.name},
        told=_what_happens(
            _(
                "Who goes on with the newer version finds rows in which this column was filled in "
                "as text."
            )
        ),
    )


def _what_happens(moved: str) -> list[str]:
    return [_("Work that is begun keeps its version of the template."), moved]


@of_bearable_size
def add_rule(request: HttpRequest, pk: int, section: str, field: str) -> HttpResponse:
    """Something rows are asked for when work is handed in, chosen among plain sentences."""
    place = _rows(request, pk, section, field)
    sent = request.POST if request.method == "POST" else None
    forms = rule_forms(sent, rows=place.field, version=place.draft.version)
    for form in forms:
        if form.is_valid():
            rows = editing.add_rule(place.field, form.rule())
            if save(request, place, form, _changing(section, rows)):
                return redirect(f"{place.url()}#rules")
    context = below(place, _("Add a rule"), forms=forms)
    return render(request, "lms_assessments/section_templates/rules.html", context)


def _rows(request: HttpRequest, pk: int, section: str, field: str) -> Place:
    place = place_in(request, pk, section, field)
    if place.field.kind is not FieldKind.ROWS:
        raise Http404
    return place


def _kind(request: HttpRequest, *, besides: tuple[FieldKind, ...]) -> FieldKind | None:
    """The kind in the address, where it is one."""
    wish = request.GET.get("art", "")
    return FieldKind(wish) if wish in set(FieldKind) - set(besides) else None


def _choose_kind(
    request: HttpRequest, place: Place, title: str, *, besides: tuple[FieldKind, ...]
) -> HttpResponse:
    kinds = [(kind, name, ABOUT_KINDS[kind]) for kind, name in KINDS.items() if kind not in besides]
    rows = targets(place.sections)
    context = below(place, title, kinds=kinds, may_refer=bool(rows))
    return render(request, "lms_assessments/section_templates/kinds.html", context)


def _form(request: HttpRequest, place: Place, kind: FieldKind, field: Field | None) -> FieldForm:
    itself = f"{place.section.id}/{field.id}" if field and kind is FieldKind.ROWS else ""
    sent: Any = request.POST if request.method == "POST" else None
    return FieldForm(
        sent,
        kind=kind,
        field=field,
        rows=targets(place.sections, besides=itself),
        version=place.draft.version,
    )
