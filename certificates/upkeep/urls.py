from django.urls import path

from certificates.upkeep import views

app_name = "certificate_upkeep"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.issuer, name="issuer"),
]
