"""Addresses of the results of interactive exercises, below the admin's own."""

from django.urls import path

from assessments.h5p import admin_views

app_name = "lms_exercises_h5p"
urlpatterns = [
    path("<int:cohort_id>/", admin_views.exercises, name="list"),
    path("<int:cohort_id>/<uuid:key>/", admin_views.people, name="people"),
    path("<int:cohort_id>/<uuid:key>/neu-bewerten/", admin_views.anew, name="anew"),
    path(
        "<int:cohort_id>/<uuid:key>/bestaetigen/<int:pk>/",
        admin_views.answer_for,
        name="confirm",
    ),
]
