"""Addresses of the rule editor below /cms/regeln/."""

from django.urls import path

from courses.rulebook import views

app_name = "lms_rules"
urlpatterns = [
    path("", views.rules, name="list"),
    path("neu/", views.create, name="create"),
    path("<int:rule_set_id>/", views.edit, name="edit"),
    path("<int:rule_set_id>/umbenennen/", views.rename, name="rename"),
]
