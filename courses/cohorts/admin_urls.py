"""Addresses of the people's screens below /cms/durchgaenge/."""

from django.urls import path

from courses.cohorts import admin_views as views
from courses.cohorts import inviting_views

urlpatterns = [
    path("", views.cohorts, name="list"),
    path("<int:cohort_id>/einladen/", views.invitations, name="invite"),
    path("<int:cohort_id>/einladen/liste/", inviting_views.import_people, name="import_people"),
    path("<int:cohort_id>/warteliste/", inviting_views.waiting, name="waiting"),
    path(
        "<int:cohort_id>/warteliste/<int:place_id>/anbieten/",
        inviting_views.offer,
        name="offer_place",
    ),
    path(
        "<int:cohort_id>/warteliste/<int:place_id>/streichen/",
        inviting_views.leave,
        name="leave_waiting",
    ),
    path(
        "<int:cohort_id>/einladungen/<int:invitation_id>/erneuern/",
        views.renew_invitation,
        name="renew_invitation",
    ),
    path(
        "<int:cohort_id>/einladungen/<int:invitation_id>/zurueckziehen/",
        views.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("<int:cohort_id>/teilnahmen/<int:enrolment_id>/beenden/", views.end, name="end"),
    path("<int:cohort_id>/team/", views.team, name="team"),
    path("<int:cohort_id>/team/<int:role_id>/entfernen/", views.leave_team, name="leave_team"),
    path("<int:cohort_id>/verlauf/", views.cohort_history, name="history"),
]
