"""The templates of one's providers and cohorts, and one of them with its versions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certificates.awards.downloads import attachment
from certificates.awards.enums import Kind
from certificates.awards.models import Certificate
from certificates.template_editor.domain import begin
from certificates.template_editor.forms import OwnWordsForm
from certificates.template_editor.places import (
    COHORT,
    PROVIDER,
    SLUGS,
    Place,
    drafts_of,
    may_word,
    place_rows,
    templates_seen_by,
    worded_cohorts,
)
from certificates.template_editor.preview import Subject, preview_pdf
from certificates.template_editor.sample import SHORT
from content.ui.screens import Step, screen
from courses.cohorts.policies import providers_coordinated_by


def below_list(title: str, *trail: Step, **context: Any) -> dict[str, Any]:
    """The context of a screen below the list."""
    here = reverse("certificate_templates:list"), _("Certificate templates")
    return screen(title, here, *trail, **context)


def place_in(request: HttpRequest, what: str, pk: int, kind: str) -> Place:
    """One of the user's places, or 404."""
    if kind not in SLUGS or what not in {PROVIDER, COHORT}:
        raise Http404
    if what == PROVIDER:
        provider = get_object_or_404(providers_coordinated_by(request.user), pk=pk)
        return Place(provider, None, SLUGS[kind])
    cohort = get_object_or_404(worded_cohorts(request.user), pk=pk)
    return Place(cohort.provider, cohort, SLUGS[kind])


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """What the documents of one's providers and cohorts say now."""
    if not may_word(request.user):
        raise Http404
    form = OwnWordsForm(cohorts=worded_cohorts(request.user))
    context = screen(_("Certificate templates"), rows=place_rows(request.user), form=form)
    return render(request, "lms_certificates/templates/list.html", context)


@require_POST
def own_words(request: HttpRequest) -> HttpResponse:
    """From the list to a cohort's own template."""
    cohorts = worded_cohorts(request.user)
    form = OwnWordsForm(request.POST, cohorts=cohorts)
    if not form.is_valid():
        raise Http404
    cohort = form.cleaned_data["cohort"]
    draft = begin(Place(cohort.provider, cohort, Kind(form.cleaned_data["kind"])), by=request.user)
    return redirect("certificate_templates:draft", pk=draft.pk)


@require_safe
def place(request: HttpRequest, what: str, pk: int, kind: str) -> HttpResponse:
    """One document: what it says now, every version, and how many were issued with it."""
    here = place_in(request, what, pk, kind)
    context = below_list(
        here.name,
        place=here,
        versions=list(here.versions()),
        in_force=here.in_force(),
        draft=drafts_of(request.user)
        .filter(provider=here.provider, cohort=here.cohort, kind=here.kind)
        .first(),
        issued=issued_at(here),
    )
    return render(request, "lms_certificates/templates/place.html", context)


def issued_at(here: Place) -> int:
    """How many documents there are with some version of this place."""
    return Certificate.objects.filter(template__in=here.versions()).count()


@require_POST
def edit(request: HttpRequest, what: str, pk: int, kind: str) -> HttpResponse:
    """Begin a draft, or go on with the one there is."""
    draft = begin(place_in(request, what, pk, kind), by=request.user)
    return redirect("certificate_templates:draft", pk=draft.pk)


@require_safe
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """A published version as PDF, with somebody who does not exist."""
    template = get_object_or_404(templates_seen_by(request.user), pk=pk)
    name = f"muster-fassung-{template.version}.pdf"
    content = preview_pdf(template, Subject(SHORT))
    return attachment(content, content_type="application/pdf", name=name)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw one's draft away; what is published stays."""
    draft = get_object_or_404(drafts_of(request.user), pk=pk)
    draft.delete()
    messages.success(request, _("The draft is thrown away. What is published stays as it is."))
    return redirect("certificate_templates:list")
