"""Editing a draft: the list of sections, one section with its fields, and publishing it all."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.assignment.errors import DraftChanged, TemplateChanged
from assessments.assignment.sheet.sections import Section
from assessments.assignment.template_editor import domain, editing
from assessments.assignment.template_editor.changes import changes
from assessments.assignment.template_editor.desk import (
    Action,
    Place,
    address_after,
    at,
    below,
    place_in,
    save,
)
from assessments.assignment.template_editor.editing import Edit, Sections
from assessments.assignment.template_editor.forms import (
    DraftForm,
    PublishForm,
    SectionForm,
    WholeForm,
)
from assessments.assignment.template_editor.queries import (
    begun_with,
    drafts_of,
    newest_version,
    pages_using,
)
from assessments.assignment.template_editor.views import show_preview
from assessments.assignment.template_editor.words import told_fields, told_sections
from assessments.limits import of_bearable_size


@of_bearable_size
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole: its title and its sections in their order."""
    place = place_in(request, pk)
    action = Action.of(request)
    initial = {"title": place.draft.title, "version": place.draft.version}
    form = WholeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        title = form.cleaned_data["title"]
        if save(request, place, form, _moving(action), title=title):
            return redirect(_after_whole(request, place, action))
        place = place_in(request, pk)
    context = at(place, form=form, told=told_sections(place.sections))
    return render(request, "lms_assessments/section_templates/draft.html", context)


def _moving(action: Action) -> Edit:
    if not action.moves:
        return lambda sections: sections
    return lambda sections: editing.move_section(sections, action.key, action.verb)


def _after_whole(request: HttpRequest, place: Place, action: Action) -> str:
    return address_after(
        request,
        place,
        action,
        pages={"add": "section_add", "preview": "draft_preview", "publish": "publish"},
        each={"open": "section", "remove": "section_remove"},
        known=[section.id for section in place.sections],
    )


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as participants would see it."""
    place = place_in(request, pk)
    name = _("%(title)s, your draft") % {"title": place.draft.title}
    return show_preview(request, place.draft, name=name, back=place.url())


def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the draft away, after asking. What is published stays."""
    place = place_in(request, pk)
    if request.method == "POST":
        template = place.draft.template
        place.draft.delete()
        messages.success(request, _("Your draft is thrown away."))
        if template is None:
            return redirect("lms_templates:list")
        return redirect("lms_templates:detail", pk=template.pk)
    told = [_("Everything you changed since the last published version is lost.")]
    title, yes = _("Throw the draft away?"), _("Yes, throw it away")
    return _ask(request, place, DraftForm(), title, told, back=place.url(), yes=yes)


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """What publishing would change, and doing it."""
    place_in(request, pk)
    form = PublishForm(request.POST if request.method == "POST" else None)
    error = ""
    if form.is_valid():
        try:
            published = domain.publish(
                drafts_of(request.user).filter(pk=pk), by=request.user, **form.cleaned_data
            )
        except (TemplateChanged, DraftChanged) as refused:
            error = str(refused)
        else:
            said = _("Version %(n)s is published.") % {"n": published.version}
            messages.success(request, said)
            return redirect("lms_templates:detail", pk=published.template_id)
    return _before_publishing(request, place_in(request, pk), error)


def _before_publishing(request: HttpRequest, place: Place, error: str) -> HttpResponse:
    template = place.draft.template
    newest = newest_version(template)
    told = changes(newest.parsed(), place.sections) if newest else []
    title_changes = template is not None and template.title != place.draft.title
    base = newest.version if newest else 0
    context = below(
        place,
        _("What changes"),
        error=error,
        form=PublishForm(initial={"base": base, "version": place.draft.version}),
        base=base,
        next_version=base + 1,
        overtaken=base > place.draft.base,
        told=told,
        title_changes=title_changes,
        nothing=newest is not None and not told and not title_changes,
        begun=begun_with(template),
        pages=pages_using(template),
    )
    return render(request, "lms_assessments/section_templates/publish.html", context)


@of_bearable_size
def add_section(request: HttpRequest, pk: int) -> HttpResponse:
    """A section at the end; its fields come next."""
    place = place_in(request, pk)
    form = SectionForm.of(None, _sent(request), version=place.draft.version)
    if form.is_valid():
        new = form.section(Section("", 0, ""))
        saved = save(request, place, form, lambda all_: editing.add_section(all_, new))
        if saved:
            return redirect(place.url("section", saved.parsed()[-1].id))
    context = below(place, _("Add a section"), form=form)
    return render(request, "lms_assessments/section_templates/add_section.html", context)


@of_bearable_size
def section(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """One section: what stands above the text, its fields and pictures."""
    place = place_in(request, pk, section)
    action = Action.of(request)
    form = SectionForm.of(place.section, _sent(request), version=place.draft.version)
    if form.is_valid():
        changed = form.section(place.section)
        if save(request, place, form, _editing_section(changed, action)):
            return redirect(_after_section(request, place, action))
        place = place_in(request, pk, section)
    context = at(place, form=form, told=told_fields(place.section, place.sections))
    return render(request, "lms_assessments/section_templates/section.html", context)


def _editing_section(changed: Section, action: Action) -> Edit:
    def edit(sections: Sections) -> Sections:
        sections = editing.change_section(sections, changed)
        if action.moves:
            sections = editing.move_field(sections, changed.id, action.key, action.verb)
        return sections

    return edit


def _after_section(request: HttpRequest, place: Place, action: Action) -> str:
    fields = [field.id for field in place.section.fields]
    pictures = [str(number) for number in range(len(place.section.pictures))]
    return address_after(
        request,
        place,
        action,
        pages={"add": "field_add"},
        each={"open": "field", "remove": "field_remove", "picture": "picture_remove"},
        known=pictures if action.verb == "picture" else fields,
    )


def remove_section(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    place = place_in(request, pk, section)
    told = [
        _("Work that is begun keeps its version of the template, with this section in it."),
        _(
            "Who goes on with the newer version keeps every word: what stood in this section comes "
            "as text into the last one."
        ),
    ]
    return remove(
        request,
        place,
        lambda sections: editing.remove_section(sections, section),
        title=_("Remove “%(name)s”?") % {"name": place.name},
        told=told,
    )


def remove_picture(request: HttpRequest, pk: int, section: str, number: int) -> HttpResponse:
    place = place_in(request, pk, section)
    if number >= len(place.section.pictures):
        raise Http404
    picture = place.section.pictures[number]
    return remove(
        request,
        place,
        lambda sections: editing.remove_picture(sections, section, number),
        title=_("Remove the picture “%(name)s”?") % {"name": picture.title},
        told=[_("What it is drawn from stays. This editor cannot bring the picture back.")],
        back=place.url(),
    )


def remove(
    request: HttpRequest,
    place: Place,
    edit: Edit,
    *,
    title: str,
    told: list[str],
    back: str = "",
) -> HttpResponse:
    """Asks first; then takes it out of the draft and goes back, by default to the page above."""
    back = back or place.above.url()
    form = DraftForm(_sent(request), initial={"version": place.draft.version})
    if form.is_valid() and save(request, place, form, edit):
        messages.success(request, _("Removed from your draft."))
        return redirect(back)
    return _ask(request, place, form, title, told, back=back)


def _ask(
    request: HttpRequest, place: Place, form: Any, title: str, told: list[str], **more: str
) -> HttpResponse:
    context = below(place, title, form=form, told=told, **more)
    return render(request, "lms_assessments/section_templates/remove.html", context)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
