"""The screen that says how far a recount is, and starts one by hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from courses.cohorts.admin_pages import cohort_page, coordinated
from courses.rulebook.recount import recounts_of, request_recount


def recount(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """„312 von 1.000 neu bewertet“, and a button that asks for one more."""
    cohort = coordinated(request, cohort_id)
    refused = ""
    if request.POST.get("sure") == "yes":
        request_recount(cohort, by=request.user)
        messages.success(request, _("Everybody is judged anew. This takes a moment."))
        return redirect(request.path)
    if request.method == "POST":
        refused = _("Please tick that you are sure.")
    context = cohort_page(
        cohort, _("Judge everybody anew"), recounts=recounts_of(cohort), refused=refused
    )
    return render(request, "lms_courses/admin/recount.html", context)
