"""What a cohort says about its modules, for those who teach and coordinate it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.feedback.queries import cohort_feedback
from courses.cohorts.admin_pages import attended, cohort_page


@require_safe
@never_cache
def results(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """Module by module, from five answers on; nobody's name and no times."""
    cohort = attended(request, cohort_id)
    context = cohort_page(cohort, _("Feedback on modules"), modules=cohort_feedback(cohort))
    return render(request, "lms_assessments/feedback/results.html", context)
