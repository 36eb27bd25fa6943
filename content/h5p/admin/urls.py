"""Addresses of the H5P screens, below /cms/h5p/."""

from django.urls import path

from content.h5p.admin import contents, libraries, preview, uploads
from content.h5p.authoring import urls as authoring

app_name = "lms_h5p"
urlpatterns = [
    path("", contents.index, name="index"),
    path("hochladen/", uploads.upload, name="new"),
    path("hochgeladen/<int:pk>/", uploads.show, name="upload"),
    path("hochgeladen/<int:pk>/stand/", uploads.state, name="state"),
    path("hochgeladen/<int:pk>/bibliotheken/", uploads.let_in, name="let_in"),
    path("hochgeladen/<int:pk>/verwerfen/", uploads.discard, name="discard"),
    path("<int:pk>/", contents.content, name="content"),
    path("<int:pk>/vorschau/", preview.preview, name="preview"),
    path("<int:pk>/ersetzen/", uploads.replace, name="replace"),
    path("<int:pk>/kopieren/", contents.copy, name="copy"),
    path("<int:pk>/loeschen/", contents.delete, name="delete"),
    path("bibliotheken/", libraries.libraries, name="libraries"),
    path("bibliotheken/<int:pk>/", libraries.one_library, name="library"),
    path("bibliotheken/<int:pk>/entfernen/", libraries.remove, name="remove"),
    *authoring.urlpatterns,
]
