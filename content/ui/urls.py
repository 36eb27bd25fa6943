"""Only for development: include it where DEBUG is on."""

from django.urls import path

from content.ui.parts import parts

urlpatterns = [path("", parts, name="ui_parts")]
