"""The rubric editor: a list, one rubric with its pages, and a form that is compared first."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.assignment.errors import RubricChanged
from assessments.assignment.following import follow
from assessments.assignment.forms import ReviewForm
from assessments.assignment.models import Rubric
from assessments.assignment.reading import read
from assessments.assignment.rubric import Rubric as Definition
from assessments.assignment.rubric_editor.changes import changes
from assessments.assignment.rubric_editor.domain import point_pages, publish
from assessments.assignment.rubric_editor.forms import Sheet
from assessments.assignment.rubric_editor.queries import (
    begun_with,
    newest_version,
    pages_using,
    providers_written_for,
    rubric_list,
    rubrics_written_by,
    section_choices,
)
from assessments.limits import of_bearable_size
from content.ui.screens import Step, screen
from courses.governance.models import Provider

STRUCTURE = ("add", "remove", "up", "down", "back")


def _page(title: str, *trail: Step, **context: Any) -> dict[str, Any]:
    return screen(title, (reverse("lms_rubrics:list"), _("Rubrics")), *trail, **context)


@require_safe
def rubrics(request: HttpRequest) -> HttpResponse:
    """The rubrics of the providers somebody writes for."""
    providers = list(providers_written_for(request.user))
    if not providers:
        raise Http404
    rows = rubric_list(request.user)
    context = screen(_("Rubrics"), rows=rows, several=len(providers) > 1)
    return render(request, "lms_assessments/rubrics/list.html", context)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A rubric as reviewers see it, its versions, and the pages that use it."""
    rubric = get_object_or_404(rubrics_written_by(request.user), pk=pk)
    if request.method == "POST":
        return _point(request, rubric)
    newest = newest_version(rubric)
    if newest is None:
        raise Http404
    pages = pages_using(rubric)
    definition = newest.parsed()
    context = _page(
        rubric.title,
        rubric=rubric,
        newest=newest,
        versions=rubric.versions.order_by("-version"),
        pages=pages,
        older=[page for page in pages if page.rubric_version_id != newest.pk],
        definition=definition,
        criteria=_as_reviewers_see_it(definition),
    )
    return render(request, "lms_assessments/rubrics/detail.html", context)


def _point(request: HttpRequest, rubric: Rubric) -> HttpResponse:
    follow(request, lambda chosen: point_pages(rubric, chosen, by=request.user))
    return redirect("lms_rubrics:detail", pk=rubric.pk)


def _as_reviewers_see_it(definition: Definition) -> list[Any]:
    return list(ReviewForm(rubric=definition, sections=read([])).criteria())


@of_bearable_size
def create(request: HttpRequest) -> HttpResponse:
    """A new rubric. Whoever writes for several providers picks one first."""
    providers = list(providers_written_for(request.user))
    if not providers:
        raise Http404
    wish = request.GET.get("provider")
    chosen = [row for row in providers if len(providers) == 1 or str(row.pk) == wish]
    if not chosen:
        context = _page(_("Set up a rubric"), providers=providers)
        return render(request, "lms_courses/admin/choose_provider.html", context)
    return _edit(request, chosen[0], None)


@of_bearable_size
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another version of a rubric; the ones before never change."""
    rubric = get_object_or_404(rubrics_written_by(request.user).select_related("provider"), pk=pk)
    return _edit(request, rubric.provider, rubric)


def _edit(request: HttpRequest, provider: Provider, rubric: Rubric | None) -> HttpResponse:
    newest = newest_version(rubric) if rubric else None
    now = newest.parsed() if newest else None
    choices = section_choices(rubric, now)
    if request.method != "POST":
        title, base = (rubric.title if rubric else ""), (newest.version if newest else 0)
        return _form(request, rubric, Sheet.of(now, title=title, base=base, choices=choices))
    sheet, action = Sheet.sent(request.POST, choices), request.POST.get("action", "")
    if action.partition("-")[0] in STRUCTURE:
        return _form(request, rubric, sheet.rearranged(action))
    if not sheet.is_valid():
        return _form(request, rubric, sheet)
    if action != "publish":
        return _compare(request, rubric, sheet, now, newest.version if newest else 0)
    return _publish(request, provider, rubric, sheet)


def _form(request: HttpRequest, rubric: Rubric | None, sheet: Sheet) -> HttpResponse:
    trail = [(reverse("lms_rubrics:detail", args=[rubric.pk]), rubric.title)] if rubric else []
    title = _("Edit the rubric") if rubric else _("Set up a rubric")
    context = _page(title, *trail, sheet=sheet, rubric=rubric)
    return render(request, "lms_assessments/rubrics/form.html", context)


def _compare(
    request: HttpRequest,
    rubric: Rubric | None,
    sheet: Sheet,
    now: Definition | None,
    base: int,
    **more: Any,
) -> HttpResponse:
    """What publishing would change, before it does; nothing is kept yet."""
    trail = [(reverse("lms_rubrics:detail", args=[rubric.pk]), rubric.title)] if rubric else []
    definition = sheet.rubric()
    told = changes(now, definition) if now else []
    title_changes = rubric is not None and rubric.title != sheet.title
    context = _page(
        _("What changes"),
        *trail,
        sheet=sheet,
        rubric=rubric,
        hidden=list(sheet.hidden(base=base)),
        next_version=base + 1,
        told=told,
        title_changes=title_changes,
        nothing=now is not None and not told and not title_changes,
        begun=begun_with(rubric) if rubric else 0,
        pages=pages_using(rubric) if rubric else [],
        definition=definition,
        criteria=_as_reviewers_see_it(definition),
        **more,
    )
    return render(request, "lms_assessments/rubrics/compare.html", context)


def _publish(
    request: HttpRequest, provider: Provider, rubric: Rubric | None, sheet: Sheet
) -> HttpResponse:
    slug = rubric.slug if rubric else _free_slug(provider, sheet.title)
    try:
        version = publish(
            provider, slug, sheet.rubric(), title=sheet.title, base=sheet.base, by=request.user
        )
    except RubricChanged as error:
        newest = newest_version(rubric) if rubric else None
        now = newest.parsed() if newest else None
        base = newest.version if newest else 0
        return _compare(request, rubric, sheet, now, base, error=str(error))
    if version.version == sheet.base:
        messages.success(request, _("Nothing has changed; the version stays as it is."))
    else:
        said = _("Version %(n)s is published.") % {"n": version.version}
        messages.success(request, said)
    return redirect("lms_rubrics:detail", pk=version.rubric_id)


def _free_slug(provider: Provider, title: str) -> str:
    """From the title; with a number where another rubric has it already."""
    wanted = slugify(title)[:50] or "raster"
    taken = set(Rubric.objects.filter(provider=provider).values_list("slug", flat=True))
    names = [wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
