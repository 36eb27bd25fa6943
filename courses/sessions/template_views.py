"""Screens about templates: the dates of a cohort, kept for the next ones."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from content.foundation.errors import DomainError
from content.ui.screens import Step
from courses.cohorts.admin_pages import cohort_page, coordinated, page
from courses.cohorts.models import CohortTemplate
from courses.cohorts.policies import providers_coordinated_by
from courses.sessions.blueprints import delete_template, rename_template, save_template
from courses.sessions.setup_forms import TemplateForm


def own_templates(request: HttpRequest) -> QuerySet[CohortTemplate]:
    """The templates of the providers the person coordinates for; 404 where there is no such."""
    providers = providers_coordinated_by(request.user)
    if not providers.exists():
        raise Http404
    rows = CohortTemplate.objects.filter(provider__in=providers)
    return rows.select_related("provider").order_by("provider__name", "title")


def templates(request: HttpRequest) -> HttpResponse:
    context = page(_("Templates for cohorts"), _back_to_create(), rows=own_templates(request))
    return render(request, "lms_courses/admin/templates.html", context)


def save(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """Keep a cohort's dates as a template."""
    cohort = coordinated(request, cohort_id)
    get_object_or_404(providers_coordinated_by(request.user), pk=cohort.provider_id)
    form = TemplateForm(request.POST or None, initial={"title": cohort.title})
    if form.is_valid():
        try:
            save_template(cohort, form.cleaned_data["title"], by=request.user)
            messages.success(request, _("The template is saved."))
            return redirect("lms_cohorts:templates")
        except DomainError as error:
            form.add_error("title", str(error))
    context = cohort_page(cohort, _("Save as a template"), form=form)
    return render(request, "lms_courses/admin/save_template.html", context)


def rename(request: HttpRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(own_templates(request), pk=pk)
    form = TemplateForm(request.POST or None, initial={"title": template.title})
    if form.is_valid():
        try:
            rename_template(template, form.cleaned_data["title"], by=request.user)
            messages.success(request, _("The template is renamed."))
            return redirect("lms_cohorts:templates")
        except DomainError as error:
            form.add_error("title", str(error))
    context = page(_("Rename the template"), _back_to_create(), form=form)
    return render(request, "lms_courses/admin/rename_template.html", context)


def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a template, after a second look."""
    template = get_object_or_404(own_templates(request), pk=pk)
    if request.method == "POST":
        delete_template(template, by=request.user)
        messages.success(request, _("The template is deleted."))
        return redirect("lms_cohorts:templates")
    context = page(_("Delete the template"), _back_to_create(), template=template)
    return render(request, "lms_courses/admin/delete_template.html", context)


def _back_to_create() -> Step:
    return reverse("lms_cohorts:create"), _("Set up a cohort")
