"""Addresses of the personal calendar feed."""

from django.urls import path

from courses.sessions.calendar import views

urlpatterns = [
    path("termine/kalender/", views.calendar, name="calendar"),
    path("termine/kalender/neuer-link/", views.renew, name="calendar_renew"),
    path("termine/kalender/herunterladen/", views.download, name="calendar_download"),
    path("termine/kalender/<str:token>.ics", views.feed, name="calendar_feed"),
]
