"""Addresses of the forms, below /cms/h5p/."""

from django.urls import path

from content.h5p.authoring import views

urlpatterns = [
    path("schreiben/", views.write, name="write"),
    path("entwuerfe/<int:pk>/", views.draft, name="draft"),
    path("entwuerfe/<int:pk>/verwerfen/", views.discard, name="discard_draft"),
    path("<int:pk>/bearbeiten/", views.edit, name="edit"),
    path("<int:pk>/herunterladen/", views.export, name="export"),
]
