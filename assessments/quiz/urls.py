from django.urls import path

from assessments.quiz import views

urlpatterns = [
    path("lernen/<uuid:key>/selbsttest/", views.answer, name="answer_test"),
]
