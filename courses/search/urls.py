from django.urls import path

from courses.search import views

urlpatterns = [
    path("suche/", views.search_page, name="search"),
]
