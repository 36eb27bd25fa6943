"""Addresses of rules and exceptions from them below /cms/durchgaenge/."""

from django.urls import path

from courses.rulebook.exception_views import exceptions
from courses.rulebook.recount_views import recount

urlpatterns = [
    path("<int:cohort_id>/teilnahmen/<int:enrolment_id>/ausnahmen/", exceptions, name="exceptions"),
    path("<int:cohort_id>/neu-bewerten/", recount, name="recount"),
]
