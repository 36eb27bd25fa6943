"""Addresses of the rubric editor, below the admin's own."""

from django.urls import path

from assessments.assignment.rubric_editor import views

app_name = "lms_rubrics"
urlpatterns = [
    path("", views.rubrics, name="list"),
    path("neu/", views.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/bearbeiten/", views.edit, name="edit"),
]
