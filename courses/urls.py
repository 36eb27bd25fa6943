"""Addresses of cohorts, lessons and sessions."""

from django.urls import include, path

app_name = "courses"
urlpatterns = [
    path("", include("courses.cohorts.urls")),
    path("", include("courses.progress.urls")),
    path("", include("courses.sessions.urls")),
    path("", include("courses.sessions.calendar.urls")),
    path("", include("courses.reminders.urls")),
    path("", include("courses.search.urls")),
]
