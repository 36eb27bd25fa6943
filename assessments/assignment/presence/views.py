"""The quiet note that somebody else has the same section open. Asked for by the script alone."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from assessments.assignment.desks import work_scope
from assessments.assignment.errors import NothingHere
from assessments.assignment.people import in_words
from assessments.assignment.presence.domain import Around, look_around
from content.foundation.people import display_name


@require_POST
@login_required
def here(
    request: HttpRequest, key: UUID, slug: str, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """Who else is here, and whether something newer is stored than the page knows; in words."""
    scope = work_scope(request.user, key, kind, activity)
    try:
        around = look_around(scope, slug, by=request.user)
    except NothingHere as error:
        raise Http404 from error
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() else 0
    is_newer = around.version > version
    return JsonResponse(
        {
            "here": _here(around),
            "saved": _saved(around, request.user) if is_newer else "",
            "version": around.version,
        }
    )


def _here(around: Around) -> str:
    count = len(around.names)
    if not count:
        return ""
    said = ngettext(
        "%(names)s has this section open too.", "%(names)s have this section open too.", count
    )
    return said % {"names": in_words(around.names)}


def _saved(around: Around, user: Any) -> str:
    if around.saved_by is None or around.saved_by == user:
        return _("This section was saved just now in another window.")
    return _("%(name)s has just saved this section.") % {"name": display_name(around.saved_by)}
