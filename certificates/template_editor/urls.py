"""Addresses of the template editor, below the desk's."""

from django.urls import path

from certificates.template_editor import draft_views, views

app_name = "certificate_templates"
urlpatterns = [
    path("", views.templates, name="list"),
    path("eigene/", views.own_words, name="own_words"),
    path("fassung/<int:pk>/muster.pdf", views.sample, name="sample"),
    path("entwurf/<int:pk>/", draft_views.draft, name="draft"),
    path("entwurf/<int:pk>/seite-<int:page>.png", draft_views.picture, name="picture"),
    path("entwurf/<int:pk>/muster.pdf", draft_views.document, name="document"),
    path("entwurf/<int:pk>/veroeffentlichen/", draft_views.publish, name="publish"),
    path("entwurf/<int:pk>/verwerfen/", views.discard, name="discard"),
    path("<slug:what>/<int:pk>/<slug:kind>/", views.place, name="place"),
    path("<slug:what>/<int:pk>/<slug:kind>/bearbeiten/", views.edit, name="edit"),
]
