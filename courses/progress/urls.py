from django.urls import path

from courses.progress import views

urlpatterns = [
    path("lernen/<uuid:key>/gelesen/", views.confirm_lesson, name="confirm_lesson"),
]
