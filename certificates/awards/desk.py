"""The coordination's desk in Wagtail's admin: who has met which rule, and what is to be done.

Its other screens: releasing (`desk_release`), changing what was issued (`desk_changes`).
"""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certificates.awards import desk_changes, desk_release
from certificates.awards.batches import unfinished_batches
from certificates.awards.desk_forms import DeskFilterForm
from certificates.awards.desk_queries import desk, matching, ready
from content.ui.screens import screen
from courses.cohorts.policies import cohorts_coordinated_by

ROWS_A_PAGE = 100


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everybody in my cohorts, what waits for me first; filtered by cohort and standing."""
    cohorts = list(cohorts_coordinated_by(request.user))
    if not cohorts:
        raise Http404
    form = DeskFilterForm(request.GET, cohorts=cohorts)
    found = matching(desk(request.user, cohort=form.cohort), form.standing, form.kind)
    context = screen(
        _("Certificates"),
        form=form,
        rows=Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("p")),
        ready=len(ready(found)),
        batches=unfinished_batches(request.user),
    )
    return render(request, "lms_certificates/desk/index.html", context)


app_name = "certificate_desk"
urlpatterns = [
    path("", index, name="index"),
    path("freigeben/", desk_release.release, name="release"),
    path("<int:pk>/zuruecknehmen/", desk_release.take_back, name="take_back"),
    path("<int:pk>/noch-einmal/", desk_release.try_again, name="try_again"),
    path("stapel/<int:pk>/", desk_release.batch, name="batch"),
    path("stapel/<int:pk>/noch-einmal/", desk_release.batch_again, name="batch_again"),
    path("korrektur/<int:pk>/", desk_changes.correction, name="correction"),
    *(
        path(f"nachweis/<int:pk>/{what}/", desk_changes.change, {"what": what}, name=what)
        for what in desk_changes.CHANGES
    ),
]
