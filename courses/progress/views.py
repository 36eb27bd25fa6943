from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.progress.actions import confirm_reading
from courses.progress.errors import NothingToConfirm


@login_required
@require_POST
def confirm_lesson(request: HttpRequest, key: UUID) -> HttpResponse:
    """„Als gelesen markieren“, then on to where the page says."""
    try:
        confirm_reading(request.user, key)
    except NothingToConfirm as error:
        raise Http404 from error
    messages.success(request, _("Marked as read."))
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return redirect(target if safe else "/mein-weg/")
