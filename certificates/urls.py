"""Public addresses: verification, what machines read, and the graduate's own page.

`/V/…` answers like `/v/…`: QR codes are printed in upper case.
"""

from django.urls import path, re_path

from certificates.awards import views as own
from certificates.keys.views import did_json
from certificates.status.views import status_list
from certificates.verification import views as verification

app_name = "certificates"
urlpatterns = [
    path("mein-weg/zertifikat/", own.own, name="own"),
    path("mein-weg/zertifikat/<int:pk>/name/", own.confirm_name, name="confirm_name"),
    path("mein-weg/zertifikat/<int:pk>/zertifikat.pdf", own.document, name="document"),
    path("mein-weg/zertifikat/<int:pk>/nachweis.json", own.credential, name="credential"),
    path("mein-weg/zertifikat/<int:pk>/sichtbarkeit/", own.name_consent, name="name_consent"),
    path("issuers/<slug:slug>/did.json", did_json, name="did"),
    path("issuers/<slug:slug>/status/<slug:name>", status_list, name="status_list"),
    path("v/", verification.lookup, name="lookup"),
    path("v/<str:typed>/", verification.verify, name="verify"),
    path("v/<str:typed>/nachweis.json", verification.credential, name="public_credential"),
    re_path(r"^[vV]/(?P<typed>[^/]{1,80})/?$", verification.verify),
    re_path(r"^V/?$", verification.lookup),
]
