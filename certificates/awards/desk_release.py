"""Releasing at the desk: choose, look at the names once more, release, and see how far it is."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from certificates.awards import releasing
from certificates.awards.batches import batches_of, progress_of
from certificates.awards.desk_forms import DeskFilterForm
from certificates.awards.desk_queries import desk, matching, ready
from certificates.awards.models import Award
from certificates.awards.queries import awards_coordinated_by, needs_second_release
from certificates.awards.releasing import Released, release_all
from content.foundation.errors import DomainError
from content.foundation.people import display_name
from content.ui.screens import Step, screen
from courses.cohorts.models import Cohort, CohortRole
from courses.cohorts.policies import cohorts_coordinated_by

INDEX = "certificate_desk:index"


def here() -> Step:
    return reverse(INDEX), _("Certificates")


@require_POST
def release(request: HttpRequest) -> HttpResponse:
    """The names once more; with the word that they are right, they are released."""
    if not cohorts_coordinated_by(request.user).exists():
        raise Http404
    awards = list(_chosen(request))
    if not awards:
        messages.warning(request, _("Please choose at least one person."))
        return redirect(INDEX)
    if request.POST.get("sure") == "yes":
        return _release(request, awards)
    context = screen(_("Release documents"), here(), awards=awards, four_eyes=_doubled(awards))
    return render(request, "lms_certificates/desk/release.html", context)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The first of four eyes looks away again."""
    award = get_object_or_404(_coordinated(request.user), pk=pk)
    if releasing.take_back(award, by=request.user):
        messages.success(request, _("Your release is taken back."))
    else:
        messages.info(request, _("There is nothing to take back any more."))
    return redirect(INDEX)


@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    award = get_object_or_404(_coordinated(request.user), pk=pk)
    _again(request, [award])
    if award.batch_id:
        return redirect("certificate_desk:batch", award.batch_id)
    return redirect(INDEX)


@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a release of many is. Asked again and again, it changes nothing."""
    found = get_object_or_404(batches_of(request.user).select_related("by"), pk=pk)
    progress = progress_of(found, request.user)
    context = screen(_("Issuing"), here(), progress=progress)
    return render(request, "lms_certificates/desk/batch.html", context)


@require_POST
def batch_again(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(batches_of(request.user), pk=pk)
    _again(request, awards_coordinated_by(request.user).filter(batch=found))
    return redirect("certificate_desk:batch", pk)


def _coordinated(user: Any) -> QuerySet[Award]:
    return awards_coordinated_by(user).select_related("enrolment__cohort", "enrolment__user")


def _chosen(request: HttpRequest) -> Iterable[Award]:
    """What was ticked, or all that can be released in the list the person was looking at."""
    if "all" in request.POST:
        cohorts = list(cohorts_coordinated_by(request.user))
        form = DeskFilterForm(request.POST, cohorts=cohorts)
        everybody = desk(request.user, cohort=form.cohort)
        return ready(matching(everybody, form.standing, form.kind))
    ticked = [pk for pk in request.POST.getlist("award") if pk.isdecimal()]
    rows = _coordinated(request.user).filter(pk__in=ticked)
    return rows.order_by("enrolment__cohort__title", "confirmed_name", "pk")


def _doubled(awards: Iterable[Award]) -> list[tuple[Cohort, bool]]:
    """Cohorts in which two people have to agree, and whether there is a second one at all."""
    kinds = {(award.enrolment.cohort_id, award.kind): award for award in awards}
    cohorts = {
        award.enrolment.cohort_id: award.enrolment.cohort
        for award in kinds.values()
        if needs_second_release(award)
    }
    role = CohortRole.Role.COORDINATOR
    people = CohortRole.objects.filter(cohort__in=cohorts, role=role, user__is_active=True)
    found: dict[int, set[Any]] = {}
    for cohort_id, user_id in people.values_list("cohort", "user"):
        found.setdefault(cohort_id, set()).add(user_id)
    return [(cohort, len(found.get(pk, ())) > 1) for pk, cohort in cohorts.items()]


def _release(request: HttpRequest, awards: list[Award]) -> HttpResponse:
    done = release_all(awards, by=request.user)
    _tell(request, done)
    if done.batch:
        return redirect("certificate_desk:batch", done.batch.pk)
    return redirect(INDEX)


def _tell(request: HttpRequest, done: Released) -> None:
    if count := len(done.released):
        words = ngettext(
            "Released. The document is being issued.",
            "Released. %(count)d documents are being issued.",
            count,
        )
        messages.success(request, words % {"count": count})
    if count := len(done.agreed):
        words = ngettext(
            "You have agreed to %(count)d document. Now a second person has to release it.",
            "You have agreed to %(count)d documents. Now a second person has to release them.",
            count,
        )
        messages.success(request, words % {"count": count})
    for award, refusal in done.refused:
        words = "%(name)s: %(why)s"
        messages.error(
            request, words % {"name": display_name(award.enrolment.user), "why": refusal}
        )
    if not (done.released or done.agreed or done.refused):
        # A second click changes nothing and is not an error either.
        messages.info(request, _("Nothing was left to release."))


def _again(request: HttpRequest, awards: Iterable[Award]) -> None:
    try:
        count = releasing.try_again(awards, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return
    if count:
        messages.success(request, _("It is tried once more."))
    else:
        messages.info(request, _("Nothing was left to try."))
