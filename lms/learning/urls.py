from django.urls import path

from lms.learning import views

app_name = "learning"
urlpatterns = [
    path("mein-weg/", views.my_way, name="my_way"),
]
