"""The coordination's switch: does a second author look at every text before it is published?"""

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import TaskState

from content.foundation.errors import DomainError
from content.ui.screens import screen
from courses.cohorts.policies import providers_coordinated_by
from courses.curriculum.four_eyes.domain import switch_off, switch_on
from courses.governance.models import Provider


def four_eyes(request: HttpRequest) -> HttpResponse:
    """The providers somebody coordinates, and what the switch does there."""
    providers = _with_counts(providers_coordinated_by(request.user))
    if not providers:
        raise Http404
    context = screen(_("Four eyes"), providers=providers)
    return render(request, "lms_courses/admin/four_eyes.html", context)


@require_POST
def switch_four_eyes(request: HttpRequest, provider_id: int) -> HttpResponse:
    provider = get_object_or_404(providers_coordinated_by(request.user), pk=provider_id)
    try:
        if request.POST.get("four_eyes") == "on":
            switch_on(provider, by=request.user)
            messages.success(request, _("From now on a second author publishes."))
        else:
            switch_off(provider, by=request.user)
            messages.success(request, _("Authors publish on their own again."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("lms_four_eyes:overview")


def _with_counts(providers: QuerySet[Provider]) -> QuerySet[Provider]:
    """Adds how many authors there are, and how many texts wait for a second one."""
    active = Q(author_group__user__is_active=True)
    step = "second_pair_of_eyes__task_states"
    waiting = Q(**{f"{step}__status": TaskState.STATUS_IN_PROGRESS})
    return providers.annotate(
        authors=Count("author_group__user", filter=active, distinct=True),
        waiting=Count(step, filter=waiting, distinct=True),
    )
