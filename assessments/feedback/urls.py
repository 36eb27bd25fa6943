from django.urls import path

from assessments.feedback import views

urlpatterns = [
    path("lernen/<uuid:key>/rueckmeldung/", views.answer, name="give_feedback"),
    path("lernen/<uuid:key>/vorhaben/", views.keep, name="keep_intention"),
]
