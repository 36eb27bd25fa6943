"""The group's side, below the plan."""

from django.urls import path

from assessments.plan.tabletop import views

BASE = "plan/<uuid:key>/uebung/"
ONE = f"{BASE}<int:pk>/"

urlpatterns = [
    path(BASE, views.exercises, name="plan_exercises"),
    path(ONE, views.exercise, name="plan_exercise"),
    path(f"{ONE}stand/", views.news, name="plan_exercise_news"),
    path(f"{ONE}karte/<int:card>/", views.answer, name="plan_exercise_card"),
    path(f"{ONE}auswertung/", views.sheet, name="plan_exercise_sheet"),
    path(f"{ONE}lernpunkte/", views.lessons, name="plan_exercise_lessons"),
    path(f"{BASE}lernpunkt/<int:pk>/", views.lesson, name="plan_lesson"),
]
