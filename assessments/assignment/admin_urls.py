"""Addresses of feedback and release, below the admin's own."""

from django.urls import path

from assessments.assignment import release_views, views
from assessments.assignment.export import views as export

app_name = "lms_reviews"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<int:pk>/", views.review, name="review"),
    path("naechste/", views.following, name="next"),
    path("<int:pk>/fassung.<slug:suffix>", export.reviewed, name="file"),
    path("<int:pk>/uebernehmen/", views.take, name="take"),
    path("<int:pk>/noch-da/", views.here, name="here"),
    path("<int:pk>/antworten/", views.talk, name="talk"),
    path("<int:pk>/abgleich/", views.agreement, name="agreement"),
    path("<int:pk>/annehmen/", views.accept, name="accept"),
    path("freigabe/", release_views.cohorts, name="releases"),
    path("freigabe/<int:pk>/", release_views.people, name="release"),
    path("frist/<int:pk>/", release_views.more_time, name="more_time"),
    path("freigabe/zurueck/<int:pk>/", release_views.undo, name="release_undo"),
]
