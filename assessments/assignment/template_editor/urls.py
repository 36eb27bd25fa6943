"""Addresses of the template editor, below the admin's own."""

from django.urls import URLPattern, URLResolver, include, path

from assessments.assignment.template_editor import draft_views, field_views, views

app_name = "lms_templates"

columns: list[URLPattern | URLResolver] = [
    path("neu/", field_views.add_column, name="column_add"),
    path("<slug:column>/", field_views.column, name="column"),
    path("<slug:column>/entfernen/", field_views.remove_column, name="column_remove"),
]
fields: list[URLPattern | URLResolver] = [
    path("neu/", field_views.add_field, name="field_add"),
    path("<slug:field>/", field_views.field, name="field"),
    path("<slug:field>/entfernen/", field_views.remove_field, name="field_remove"),
    path("<slug:field>/regel/", field_views.add_rule, name="rule_add"),
    path("<slug:field>/spalte/", include(columns)),
]
sections: list[URLPattern | URLResolver] = [
    path("neu/", draft_views.add_section, name="section_add"),
    path("<slug:section>/", draft_views.section, name="section"),
    path("<slug:section>/entfernen/", draft_views.remove_section, name="section_remove"),
    path("<slug:section>/bild/<int:number>/", draft_views.remove_picture, name="picture_remove"),
    path("<slug:section>/feld/", include(fields)),
]
drafts: list[URLPattern | URLResolver] = [
    path("", draft_views.draft, name="draft"),
    path("vorschau/", draft_views.preview, name="draft_preview"),
    path("veroeffentlichen/", draft_views.publish, name="publish"),
    path("verwerfen/", draft_views.discard, name="discard"),
    path("abschnitt/", include(sections)),
]
urlpatterns = [
    path("", views.templates, name="list"),
    path("neu/", views.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/bearbeiten/", views.edit, name="edit"),
    path("<int:pk>/fassung/<int:number>/", views.version, name="version"),
    path("<int:pk>/vergleich/", views.compare, name="compare"),
    path("entwurf/<int:pk>/", include(drafts)),
]
