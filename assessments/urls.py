"""Addresses of the activity kinds."""

from django.urls import include, path

app_name = "assessments"
urlpatterns = [
    # First: a page that plays sends something every few seconds.
    path("", include("assessments.h5p.urls")),
    path("", include("assessments.quiz.urls")),
    path("", include("assessments.scenario.urls")),
    path("", include("assessments.reflection.urls")),
    path("", include("assessments.journal.urls")),
    path("", include("assessments.self_assessment.urls")),
    path("", include("assessments.feedback.urls")),
    path("", include("assessments.assignment.urls")),
    path("", include("assessments.plan.urls")),
]
