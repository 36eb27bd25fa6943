from django.urls import path

from assessments.h5p import views

urlpatterns = [
    path("lernen/<uuid:key>/h5p/<str:token>/", views.frame, name="h5p_frame"),
    path("lernen/<uuid:key>/h5p-aussage/", views.record, name="h5p_record"),
    path("lernen/<uuid:key>/h5p-stand/", views.state, name="h5p_state"),
    path("lernen/<uuid:key>/h5p-fertig/", views.own, name="h5p_own"),
    path("lernen/<uuid:key>/h5p-neu/", views.anew, name="h5p_anew"),
]
