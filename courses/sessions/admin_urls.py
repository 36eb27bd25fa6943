"""Addresses of a cohort's own screens below /cms/durchgaenge/."""

from django.urls import path

from courses.sessions import admin_views as views
from courses.sessions import session_views

urlpatterns = [
    path("neu/", views.create, name="create"),
    path("<int:cohort_id>/bearbeiten/", views.edit, name="edit"),
    path("<int:cohort_id>/termine/neu/", session_views.plan_session, name="session_new"),
    path("<int:cohort_id>/termine/<int:session_id>/", session_views.plan_session, name="session"),
    path("<int:cohort_id>/termine/<int:session_id>/absagen/", views.cancel, name="cancel"),
    path(
        "<int:cohort_id>/termine/<int:session_id>/anwesenheit/",
        session_views.attendance,
        name="attendance",
    ),
]
