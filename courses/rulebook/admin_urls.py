"""Addresses of rules and exceptions from them below /cms/durchgaenge/."""

from django.urls import path

from courses.rulebook.exception_views import exceptions

urlpatterns = [
    path("<int:cohort_id>/teilnahmen/<int:enrolment_id>/ausnahmen/", exceptions, name="exceptions"),
]
