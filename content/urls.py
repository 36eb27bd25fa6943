"""Addresses for readers. A host includes them at its root, like those of the other apps."""

from django.urls import path

from content.glossary.views import glossary
from content.h5p.player.views import play
from content.h5p.views import h5p_file
from content.sources.views import sources

app_name = "content"
urlpatterns = [
    path("glossar/", glossary, name="glossary"),
    path("quellen/", sources, name="sources"),
    path("h5p/spielen/<str:token>/", play, name="h5p_play"),
    path("h5p/dateien/<str:token>/<path:path>", h5p_file, name="h5p_file"),
]
