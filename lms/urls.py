"""Addresses of the site. A host that installs the plug-in includes the same app addresses."""

from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from lms.mails import mail, mails
from lms.uploads import upload
from lms.views import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    # Early, because looking an address up costs as much as answering it: strangers verify here.
    path("", include("certificates.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("dokumente/", include(wagtaildocs_urls)),
    path("konto/", include("lms.accounts.urls")),
    path("sprache/", set_language, name="set_language"),
    path("mails/", mails, name="mails"),
    path("mails/<str:file>/<int:number>/", mail, name="mail"),
    path("", include("lms.learning.urls")),
    path("", include("content.urls")),
    path("", include("content.toolkit.urls")),
    path("", include("courses.urls")),
    path("", include("assessments.urls")),
    path("media/<slug:folder>/<path:name>", upload, name="upload"),
    path("", include(wagtail_urls)),
]

if settings.DEBUG:
    urlpatterns.insert(0, path("teile/", include("content.ui.urls")))
