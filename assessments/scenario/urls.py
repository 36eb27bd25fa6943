from django.urls import path

from assessments.scenario import views

urlpatterns = [
    path("lernen/<uuid:key>/szenario/", views.play, name="play_scenario"),
]
