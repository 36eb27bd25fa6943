"""Addresses of „Mein Koffer“ and of cards on paper. The shelf and the cards are Wagtail pages."""

from django.urls import path

from content.toolkit import views as paper
from content.toolkit.kept import views

app_name = "toolkit"
urlpatterns = [
    path("koffer/", views.own_koffer, name="koffer"),
    path("koffer/drucken/", paper.koffer_print, name="koffer-print"),
    path("koffer/koffer.pdf", paper.koffer_pdf, name="koffer-pdf"),
    path("koffer/<int:pk>/", views.change, name="change"),
    path("koffer/karten/<int:card_id>/", views.keep, name="keep"),
    path("koffer/karten/<int:card_id>/notiz/", views.note, name="note"),
    path("methodenkarten/<int:card_id>.pdf", paper.card_pdf, name="card-pdf"),
]
