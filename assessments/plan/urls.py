from django.urls import path

from assessments.plan import views

urlpatterns = [
    path("plan/", views.home, name="plan_home"),
    path("plan/<uuid:key>/", views.workspace, name="plan"),
    path("plan/<uuid:key>/beginnen/", views.begin, name="plan_begin"),
    path("plan/<uuid:key>/abschnitt/<slug:slug>/", views.section, name="plan_section"),
    path("plan/<uuid:key>/einreichen/", views.submit, name="plan_hand_in"),
    path("plan/<uuid:key>/rueckmeldung/<int:number>/", views.feedback, name="plan_feedback"),
    path("plan/<uuid:key>/fassung/<int:number>/", views.version, name="plan_version"),
]
