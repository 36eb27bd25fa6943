"""Addresses of the cockpit and exports below /cms/durchgaenge/."""

from django.urls import path

from courses.cockpit import views
from courses.cockpit.exports.views import exports

urlpatterns = [
    path("<int:cohort_id>/", views.cohort, name="cohort"),
    path("<int:cohort_id>/stand/", views.matrix, name="matrix"),
    path("<int:cohort_id>/stand/<int:enrolment_id>/", views.person, name="person"),
    path("<int:cohort_id>/ueberblick/", views.oversight, name="oversight"),
    path("<int:cohort_id>/ausgaben/", exports, name="exports"),
]
