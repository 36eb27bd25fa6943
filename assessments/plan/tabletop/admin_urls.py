"""The trainers' side, below the admin's own."""

from django.urls import path

from assessments.plan.tabletop import admin_views as views

app_name = "lms_exercises"
ONE = "<int:pk>/"
urlpatterns = [
    path("", views.exercises, name="list"),
    path("neu/<int:pk>/", views.prepare_one, name="prepare"),
    path(ONE, views.exercise, name="exercise"),
    path(f"{ONE}stand/", views.news, name="news"),
    path(f"{ONE}steuern/", views.steer, name="steer"),
    path(f"{ONE}karten/", views.cards, name="cards"),
    path(f"{ONE}karten/<int:card>/", views.card, name="card"),
    path(f"{ONE}vorlage/", views.keep, name="keep"),
    path(f"{ONE}beobachtung/", views.observations, name="observations"),
    path(f"{ONE}auswertung/", views.sheet, name="sheet"),
    path(f"{ONE}lernpunkte/", views.lessons, name="lessons"),
]
