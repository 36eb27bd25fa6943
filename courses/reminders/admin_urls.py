"""Addresses of reminders and letters below /cms/durchgaenge/."""

from django.urls import path

from courses.reminders import admin_views as views

urlpatterns = [
    path("<int:cohort_id>/briefe/", views.letters, name="letters"),
    path("<int:cohort_id>/briefe/neu/", views.letter_new, name="letter_new"),
    path("<int:cohort_id>/briefe/<int:letter_id>/", views.letter, name="letter"),
    path(
        "<int:cohort_id>/briefe/<int:letter_id>/aendern/",
        views.letter_change,
        name="letter_change",
    ),
    path(
        "<int:cohort_id>/briefe/<int:letter_id>/zuruecknehmen/",
        views.letter_withdraw,
        name="letter_withdraw",
    ),
]
