"""What the graduate downloads. Everything is found through the person's own places."""

import io

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from certificates.awards.downloads import attachment, paper_name
from certificates.awards.queries import own_certificates
from certificates.sharing.artefacts import baked_png, baked_svg, everything


@login_required
@require_safe
def archive(request: HttpRequest, pk: int) -> FileResponse:
    """All files as one ZIP, made at once and kept nowhere."""
    own_ones = own_certificates(request.user).select_related("award")
    certificate = get_object_or_404(own_ones, pk=pk)
    return FileResponse(
        io.BytesIO(everything(certificate)),
        as_attachment=True,
        filename=f"{paper_name(certificate)}.zip",
    )


@login_required
@require_safe
def png(request: HttpRequest, pk: int) -> HttpResponse:
    certificate = get_object_or_404(own_certificates(request.user), pk=pk)
    name = f"abzeichen-{certificate.number}.png"
    return attachment(baked_png(certificate), content_type="image/png", name=name)


@login_required
@require_safe
def svg(request: HttpRequest, pk: int) -> HttpResponse:
    certificate = get_object_or_404(own_certificates(request.user), pk=pk)
    name = f"abzeichen-{certificate.number}.svg"
    return attachment(baked_svg(certificate), content_type="image/svg+xml", name=name)
