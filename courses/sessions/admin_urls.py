"""Addresses of a cohort's own screens below /cms/durchgaenge/."""

from django.urls import path

from courses.sessions import admin_views as views
from courses.sessions import paper_views, session_views, template_views

urlpatterns = [
    path("neu/", views.create, name="create"),
    path("vorlagen/", template_views.templates, name="templates"),
    path("vorlagen/<int:pk>/umbenennen/", template_views.rename, name="rename_template"),
    path("vorlagen/<int:pk>/loeschen/", template_views.delete, name="delete_template"),
    path("<int:cohort_id>/als-vorlage/", template_views.save, name="save_template"),
    path("<int:cohort_id>/bearbeiten/", views.edit, name="edit"),
    path("<int:cohort_id>/termine/neu/", session_views.plan_session, name="session_new"),
    path("<int:cohort_id>/termine/<int:session_id>/", session_views.plan_session, name="session"),
    path("<int:cohort_id>/termine/<int:session_id>/absagen/", views.cancel, name="cancel"),
    path(
        "<int:cohort_id>/termine/<int:session_id>/anwesenheit/",
        session_views.attendance,
        name="attendance",
    ),
    path(
        "<int:cohort_id>/termine/<int:session_id>/unterschriften/",
        session_views.signatures,
        name="signatures",
    ),
    path(
        "<int:cohort_id>/termine/<int:session_id>/unterlagen/",
        paper_views.papers,
        name="papers",
    ),
    path(
        "<int:cohort_id>/termine/<int:session_id>/unterlagen/<int:file_id>/loeschen/",
        paper_views.delete_file,
        name="delete_file",
    ),
]
