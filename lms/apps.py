from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site of this repository: shell, Mein Weg, demo. Not part of the plug-in."""

    name = "lms"
    label = "lms_site"
    verbose_name = "Site"
