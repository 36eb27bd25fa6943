from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lms.learning.queries import load_my_way


@login_required
def my_way(request: HttpRequest) -> HttpResponse:
    """Mein Weg: where I am, the next step, the next date, what is still open and why."""
    way = load_my_way(request.user, chosen=request.GET.get("durchgang", ""))
    if way and way.must_agree:
        return redirect("courses:agreement", cohort_id=way.cohort.pk)
    template = "lms_site/my_way.html" if way else "lms_site/my_way_empty.html"
    return render(request, template, {"way": way})
