from django.urls import path

from courses.sessions import views

urlpatterns = [
    path("termine/", views.dates, name="dates"),
]
