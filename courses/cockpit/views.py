"""The cockpit: a cohort at one glance, everybody's standing, and one person's."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.cockpit import drawing, marks
from courses.cockpit.layout import arrange
from courses.cockpit.matrix import load_matrix
from courses.cockpit.needs import long_invited, needs_of, rule_warnings
from courses.cockpit.oversight import oversight_of
from courses.cockpit.pages import looked_after
from courses.cockpit.person import load_person
from courses.cockpit.registry import Topic, waiting
from courses.cockpit.selection import SelectionForm
from courses.cockpit.words import rule_of
from courses.cohorts.admin_forms import InviteForm
from courses.cohorts.admin_pages import cohort_page, cohort_url, page
from courses.cohorts.policies import cohorts_overseen_by
from courses.cohorts.queries import open_invitations, places_of, team_of
from courses.rules.wording import conditions
from courses.sessions.queries import session_lines

NEXT_DATES = 3


def cohort(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """What needs somebody first; then people, sessions, invitations and team."""
    found = looked_after(request, cohort_id)
    standing = load_matrix(found)
    lines = session_lines(
        standing.scheduled, [row.held for row in standing.active], now=standing.now
    )
    context = page(
        found.title,
        cohort=found,
        coordinates=found.is_coordinated,
        people=standing.everybody,
        sessions=lines,
        rule=rule_of(standing),
        conditions=conditions(standing.definition),
        team=team_of(found),
        needs=needs_of(standing),
        warnings=rule_warnings(standing),
        next_dates=[line for line in lines if not line.past][:NEXT_DATES],
        reviews=waiting(Topic.REVIEWS, [found], request.user, now=standing.now)[found.pk],
        awards=waiting(Topic.AWARDS, [found], request.user, now=standing.now)[found.pk],
    )
    if found.is_coordinated:
        invitations = open_invitations(found, now=standing.now)
        context |= {
            "invitations": invitations,
            "places": places_of(found),
            "long_invited": long_invited(invitations, standing.now),
            "invite_form": InviteForm(auto_id="invite_%s"),
        }
    return render(request, "lms_courses/admin/cohort.html", context)


def matrix(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """People × requirements."""
    found = looked_after(request, cohort_id)
    standing = load_matrix(found)
    needs = needs_of(standing)
    form = SelectionForm(request.GET, matrix=standing)
    rows = form.people(standing.rows, needs)
    groups = arrange(standing, kinds=form.kinds, fold=form.fold)
    context = cohort_page(
        found,
        _("Where everybody stands"),
        coordinates=found.is_coordinated,
        form=form,
        rows=rows,
        everybody=len(standing.rows),
        legend=marks.legend(),
        rule=rule_of(standing),
        warnings=rule_warnings(standing),
        table=drawing.table(standing, rows, groups, needs, form.address_toggling),
        now=standing.now,
    )
    return render(request, "lms_courses/admin/cockpit/matrix.html", context)


def person(request: HttpRequest, cohort_id: int, enrolment_id: int) -> HttpResponse:
    """One person's standing with its reasons. What somebody wrote is never part of it."""
    found = looked_after(request, cohort_id)
    standing = load_person(load_matrix(found), enrolment_id)
    if standing is None:
        raise Http404
    context = page(
        standing.name,
        (cohort_url(found), found.title),
        (reverse("lms_cohorts:matrix", args=[found.pk]), _("Where everybody stands")),
        cohort=found,
        coordinates=found.is_coordinated,
        person=standing,
    )
    return render(request, "lms_courses/admin/cockpit/person.html", context)


def oversight(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """Dates and attendance in sums, for the local process companion."""
    found = get_object_or_404(cohorts_overseen_by(request.user), pk=cohort_id)
    context = page(found.title, cohort=found, oversight=oversight_of(found))
    return render(request, "lms_courses/admin/cockpit/oversight.html", context)
