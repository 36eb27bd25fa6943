from django.urls import path

from assessments.scenario import admin_views as views

app_name = "lms_scenarios"
urlpatterns = [
    path("bild/", views.picture, name="picture"),
    path("<int:page_id>/spielen/", views.try_out, name="try"),
]
