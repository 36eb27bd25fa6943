"""The template editor: a list, one template with its versions, two of them compared."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.assignment.errors import NothingHere
from assessments.assignment.following import follow
from assessments.assignment.models import SectionTemplate, SectionTemplateVersion
from assessments.assignment.rubric_editor.queries import providers_written_for
from assessments.assignment.sheet.sections import Section
from assessments.assignment.template_editor.changes import changes
from assessments.assignment.template_editor.desk import below_list
from assessments.assignment.template_editor.domain import begin_draft, begin_template, point_pages
from assessments.assignment.template_editor.forms import BeginForm, CompareForm
from assessments.assignment.template_editor.keys import new_key
from assessments.assignment.template_editor.queries import (
    drafts_of,
    newest_version,
    pages_using,
    template_list,
    templates_written_by,
)
from assessments.assignment.template_editor.showing import preview
from assessments.assignment.template_editor.words import told_sections
from assessments.limits import of_bearable_size
from content.ui.screens import screen


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """The section templates of the providers somebody writes for."""
    providers = list(providers_written_for(request.user))
    if not providers:
        raise Http404
    found = template_list(request.user)
    context = screen(_("Section templates"), found=found, several=len(providers) > 1)
    return render(request, "lms_assessments/section_templates/list.html", context)


@of_bearable_size
def create(request: HttpRequest) -> HttpResponse:
    """A new template. Whoever writes for several providers picks one first."""
    providers = list(providers_written_for(request.user))
    if not providers:
        raise Http404
    wish = request.GET.get("provider")
    chosen = [row for row in providers if len(providers) == 1 or str(row.pk) == wish]
    if not chosen:
        context = below_list(_("Set up a section template"), providers=providers)
        return render(request, "lms_courses/admin/choose_provider.html", context)
    form = BeginForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        title, first = form.cleaned_data["title"], form.cleaned_data["first"]
        section = Section(new_key(first, (), dash="-"), 1, first)
        draft = begin_template(chosen[0], title=title, first=section, by=request.user)
        return redirect("lms_templates:draft", pk=draft.pk)
    context = below_list(_("Set up a section template"), form=form)
    return render(request, "lms_assessments/section_templates/create.html", context)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What a template asks for now, its versions, and the pages that use it."""
    template = _template(request, pk)
    if request.method == "POST":
        return _point(request, template)
    newest = newest_version(template)
    if newest is None:
        raise Http404
    pages = pages_using(template)
    context = below_list(
        template.title,
        template=template,
        newest=newest,
        versions=template.versions.defer("sections").order_by("-version"),
        pages=pages,
        older=[page for page in pages if page.template_version_id != newest.pk],
        told=told_sections(newest.parsed()),
        draft=drafts_of(request.user).filter(template=template).first(),
    )
    return render(request, "lms_assessments/section_templates/detail.html", context)


def _template(request: HttpRequest, pk: int) -> SectionTemplate:
    return get_object_or_404(templates_written_by(request.user), pk=pk)


def _point(request: HttpRequest, template: SectionTemplate) -> HttpResponse:
    follow(request, lambda chosen: point_pages(template, chosen, by=request.user))
    return redirect("lms_templates:detail", pk=template.pk)


@require_POST
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """To one's own draft of a template, a new one or the one that is there."""
    try:
        draft = begin_draft(_template(request, pk), by=request.user)
    except NothingHere as error:
        raise Http404 from error
    return redirect("lms_templates:draft", pk=draft.pk)


@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A version as participants see it, a section at a time."""
    template = _template(request, pk)
    found = get_object_or_404(template.versions, version=number)
    back = reverse("lms_templates:detail", args=[pk])
    name = _("%(title)s, version %(n)s") % {"title": template.title, "n": number}
    return show_preview(request, found, name=name, back=back)


def show_preview(request: HttpRequest, asked: Any, *, name: str, back: str) -> HttpResponse:
    """`asked`: a version or a draft. `?abschnitt=` names the section."""
    item = preview(asked.parsed(), request.GET.get("abschnitt", ""))
    if item is None:
        raise Http404
    context = {"item": item, "form": item.form, "name": name, "back": back}
    return render(request, "lms_assessments/section_templates/preview.html", context)


@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed between two versions; without a choice between the last two."""
    template = _template(request, pk)
    versions = {row.version: row for row in template.versions.order_by("version")}
    numbers = list(versions)
    if len(numbers) < 2:
        raise Http404
    form = CompareForm(request.GET or dict(_last_two(numbers)), numbers=numbers)
    context = below_list(
        _("Compare versions"),
        (reverse("lms_templates:detail", args=[pk]), template.title),
        template=template,
        form=form,
        told=_changed(form, versions) if form.is_valid() else None,
    )
    return render(request, "lms_assessments/section_templates/versions.html", context)


def _last_two(numbers: list[int]) -> Any:
    return zip(("before", "after"), numbers[-2:], strict=True)


def _changed(form: CompareForm, versions: dict[int, SectionTemplateVersion]) -> Any:
    before, after = (versions[form.cleaned_data[name]] for name in ("before", "after"))
    return changes(before.parsed(), after.parsed())
