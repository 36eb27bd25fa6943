from django.urls import path

from assessments.assignment import section_views as sections
from assessments.assignment import writing_views as views
from assessments.assignment.example_views import example
from assessments.assignment.export import views as export
from assessments.assignment.peers import views as peers
from assessments.assignment.presence import views as presence
from assessments.assignment.talk import views as talk
from assessments.assignment.team import views as team
from courses.curriculum.models import Activity

TASK = "aufgaben/<uuid:key>/<uuid:activity>/"
KIND = {"kind": Activity.Kind.ASSIGNMENT.value}

urlpatterns = [
    path(TASK, views.workspace, KIND, name="task"),
    path(f"{TASK}beginnen/", views.begin, KIND, name="task_begin"),
    path(f"{TASK}vorlage/", views.move, KIND, name="task_move"),
    path(f"{TASK}abschnitt/<slug:slug>/", sections.section, KIND, name="task_section"),
    path(f"{TASK}abschnitt/<slug:slug>/bilder/", sections.pictures, KIND, name="task_pictures"),
    path(f"{TASK}abschnitt/<slug:slug>/hier/", presence.here, KIND, name="task_here"),
    path(f"{TASK}einreichen/", views.submit, KIND, name="task_hand_in"),
    path(f"{TASK}rueckmeldung/<int:number>/", views.feedback, KIND, name="task_feedback"),
    path(f"{TASK}rueckmeldung/<int:number>/antworten/", talk.talk, KIND, name="task_talk"),
    path(f"{TASK}fassung/<int:number>/", views.version, KIND, name="task_version"),
    path(f"{TASK}team/", team.team, KIND, name="task_team"),
    path(f"{TASK}team/verlassen/", team.go, KIND, name="task_team_leave"),
    path(f"{TASK}team/aufgehoben/", team.kept, KIND, name="task_team_kept"),
    path(f"{TASK}entwurf/aufgabe.<slug:suffix>", export.draft, KIND, name="task_draft_file"),
    path(
        f"{TASK}fassung/<int:number>/aufgabe.<slug:suffix>",
        export.version,
        KIND,
        name="task_version_file",
    ),
    path(f"{TASK}uebernehmen/", export.earlier, KIND, name="task_earlier"),
    path(f"{TASK}kollegial/", peers.peers, KIND, name="task_peers"),
    path("beispiel/<uuid:key>/", example, name="example"),
    path("gemeinsam/rueckmeldung/<int:pk>/", peers.answer, name="peer_answer"),
    path("gemeinsam/", team.together, name="together"),
    path("gemeinsam/einladung/<int:pk>/", team.invitation, name="team_invitation"),
]
