from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls


def somewhere(request: HttpRequest) -> HttpResponse:
    """The host's own page for signing in and for the learner's way."""
    return HttpResponse("Ihr Bereich in Irgendwo")


urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("dokumente/", include(wagtaildocs_urls)),
    path("anmelden/", somewhere),
    path("mein-weg/", somewhere),
    path("", include("content.urls")),
    path("", include("content.toolkit.urls")),
    path("", include("courses.urls")),
    path("", include("assessments.urls")),
    path("", include("certificates.urls")),
    path("", include(wagtail_urls)),
]
