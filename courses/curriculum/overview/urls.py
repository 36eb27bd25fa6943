from django.urls import path

from courses.curriculum.overview import views

app_name = "lms_curriculum"
urlpatterns = [
    path("", views.programmes, name="programmes"),
    path("<int:page_id>/", views.overview, name="overview"),
    path("<int:page_id>/kopieren/", views.copy, name="copy"),
]
