"""Addresses of mail choices and letters, for participants."""

from django.urls import path

from courses.reminders import views

urlpatterns = [
    path("mitteilungen/", views.mail_choices, name="mail_choices"),
    path("briefe/", views.letters, name="letters"),
    path("briefe/<int:pk>/", views.letter, name="letter"),
]
