from django.urls import path

from assessments.assignment import writing_views as views
from courses.curriculum.models import Activity

TASK = "aufgaben/<uuid:key>/<uuid:activity>/"
KIND = {"kind": Activity.Kind.ASSIGNMENT.value}

urlpatterns = [
    path(TASK, views.workspace, KIND, name="task"),
    path(f"{TASK}beginnen/", views.begin, KIND, name="task_begin"),
    path(f"{TASK}abschnitt/<slug:slug>/", views.section, KIND, name="task_section"),
    path(f"{TASK}einreichen/", views.submit, KIND, name="task_hand_in"),
    path(f"{TASK}rueckmeldung/<int:number>/", views.feedback, KIND, name="task_feedback"),
    path(f"{TASK}fassung/<int:number>/", views.version, KIND, name="task_version"),
]
