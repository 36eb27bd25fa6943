from django.urls import include, path

from assessments.assignment import section_views as sections
from assessments.assignment import writing_views as views
from assessments.assignment.export import views as export
from assessments.assignment.peers import views as peers
from assessments.assignment.presence import views as presence
from assessments.assignment.talk import views as talk
from assessments.assignment.team import views as team
from assessments.plan.views import home
from courses.curriculum.models import Activity

KIND = {"kind": Activity.Kind.PLAN.value}

urlpatterns = [
    path("plan/", home, name="plan_home"),
    path("plan/<uuid:key>/", views.workspace, KIND, name="plan"),
    path("plan/<uuid:key>/beginnen/", views.begin, KIND, name="plan_begin"),
    path("plan/<uuid:key>/vorlage/", views.move, KIND, name="plan_move"),
    path("plan/<uuid:key>/abschnitt/<slug:slug>/", sections.section, KIND, name="plan_section"),
    path(
        "plan/<uuid:key>/abschnitt/<slug:slug>/bilder/",
        sections.pictures,
        KIND,
        name="plan_pictures",
    ),
    path("plan/<uuid:key>/abschnitt/<slug:slug>/hier/", presence.here, KIND, name="plan_here"),
    path("plan/<uuid:key>/einreichen/", views.submit, KIND, name="plan_hand_in"),
    path("plan/<uuid:key>/rueckmeldung/<int:number>/", views.feedback, KIND, name="plan_feedback"),
    path("plan/<uuid:key>/rueckmeldung/<int:number>/antworten/", talk.talk, KIND, name="plan_talk"),
    path("plan/<uuid:key>/fassung/<int:number>/", views.version, KIND, name="plan_version"),
    path("plan/<uuid:key>/entwurf/plan.<slug:suffix>", export.draft, KIND, name="plan_draft_file"),
    path(
        "plan/<uuid:key>/fassung/<int:number>/plan.<slug:suffix>",
        export.version,
        KIND,
        name="plan_version_file",
    ),
    path("plan/<uuid:key>/uebernehmen/", export.earlier, KIND, name="plan_earlier"),
    path("plan/<uuid:key>/kollegial/", peers.peers, KIND, name="plan_peers"),
    path("plan/<uuid:key>/team/", team.team, KIND, name="plan_team"),
    path("plan/<uuid:key>/team/verlassen/", team.go, KIND, name="plan_team_leave"),
    path("plan/<uuid:key>/team/aufgehoben/", team.kept, KIND, name="plan_team_kept"),
    path("", include("assessments.plan.tabletop.urls")),
]
