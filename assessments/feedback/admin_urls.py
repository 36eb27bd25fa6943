"""Addresses of what people said about modules, below the admin's own."""

from django.urls import path

from assessments.feedback import admin_views

app_name = "lms_feedback"
urlpatterns = [path("<int:cohort_id>/", admin_views.results, name="results")]
