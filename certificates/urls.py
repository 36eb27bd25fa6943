"""Public addresses: verification, what machines read, and the graduate's own page.

`/V/…` answers like `/v/…`: QR codes are printed in upper case.
"""

from django.urls import path, re_path

from certificates.awards import views as own
from certificates.awards.correction_views import correction
from certificates.keys.views import did_json
from certificates.sharing import downloads, public
from certificates.sharing import views as sharing
from certificates.status.views import status_list
from certificates.verification import views as verification

app_name = "certificates"
urlpatterns = [
    path("v/", verification.lookup, name="lookup"),
    path("v/openapi.json", verification.openapi, name="openapi"),
    path("v/<str:typed>/", verification.verify, name="verify"),
    path("v/link/<str:token>/", public.link, name="link"),
    path("v/<str:typed>/abzeichen.png", public.badge, name="public_badge"),
    path("v/<str:typed>/vorschau.png", public.preview, name="public_preview"),
    path("v/<str:typed>/nachweis.json", verification.credential, name="public_credential"),
    path("mein-weg/zertifikat/", own.own, name="own"),
    path("mein-weg/zertifikat/<int:pk>/name/", own.confirm_name, name="confirm_name"),
    path("mein-weg/zertifikat/<int:pk>/zertifikat.pdf", own.document, name="document"),
    path("mein-weg/zertifikat/<int:pk>/nachweis.json", own.credential, name="credential"),
    path("mein-weg/zertifikat/<int:pk>/sichtbarkeit/", own.name_consent, name="name_consent"),
    path("mein-weg/zertifikat/<int:pk>/korrektur/", correction, name="correction"),
    path("mein-weg/zertifikat/<int:pk>/teilen/", sharing.share, name="share"),
    path("mein-weg/zertifikat/<int:pk>/vorschau/", sharing.preview, name="preview"),
    path("mein-weg/zertifikat/<int:pk>/alles.zip", downloads.archive, name="archive"),
    path("mein-weg/zertifikat/<int:pk>/abzeichen.png", downloads.png, name="badge_png"),
    path("mein-weg/zertifikat/<int:pk>/abzeichen.svg", downloads.svg, name="badge_svg"),
    path("mein-weg/zertifikat/link/<int:pk>/zurueckziehen/", sharing.withdraw, name="withdraw"),
    path("issuers/<slug:slug>/did.json", did_json, name="did"),
    path("issuers/<slug:slug>/status/<slug:name>", status_list, name="status_list"),
    re_path(r"^[vV]/(?P<typed>[^/]{1,80})/?$", verification.verify),
    re_path(r"^V/?$", verification.lookup),
]
