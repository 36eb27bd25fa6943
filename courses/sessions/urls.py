from django.urls import path

from courses.sessions import paper_views, views

urlpatterns = [
    path("termine/", views.dates, name="dates"),
    path("termine/<uuid:key>/", views.session, name="session"),
    path("termine/<uuid:key>/doch/", views.come_after_all, name="come_after_all"),
    path(
        "termine/<uuid:key>/dateien/<uuid:file_key>/", paper_views.session_file, name="session_file"
    ),
]
