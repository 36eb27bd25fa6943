"""Addresses for readers. A host includes them at its root, like those of the other apps."""

from django.urls import path

from content.glossary.views import glossary
from content.sources.views import sources

app_name = "content"
urlpatterns = [
    path("glossar/", glossary, name="glossary"),
    path("quellen/", sources, name="sources"),
]
