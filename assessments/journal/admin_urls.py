"""Addresses of what was shared with somebody, below the admin's own."""

from django.urls import path

from assessments.journal import admin_views

app_name = "lms_shared"
urlpatterns = [
    path("", admin_views.copies, name="list"),
    path("<uuid:key>/", admin_views.copy, name="copy"),
]
