from django.urls import path

from assessments.self_assessment import views

urlpatterns = [
    path("lernen/<uuid:key>/selbsteinschaetzung/", views.answer_statements, name="assess_oneself"),
]
