"""What authors have shared with the person who is signed in. Screens of the Wagtail admin."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from assessments.reflection.models import SharedEntry
from assessments.reflection.sharing import Copy, open_copy, shared_with
from content.foundation.crypto import SealingError
from content.foundation.people import display_name
from content.ui.screens import screen
from courses.cohorts.policies import cohorts_taught_by

A_PAGE = 20


@dataclass(frozen=True, slots=True, repr=False)
class SharedRow:
    """A copy as its reader sees it. `refusal` says why it cannot be opened now."""

    row: SharedEntry
    author: str
    copy: Copy | None
    refusal: str = ""


@never_cache
@require_safe
@sensitive_variables()
def copies(request: HttpRequest) -> HttpResponse:
    """Everything that was shared with oneself, the latest first. Nobody else's."""
    if not cohorts_taught_by(request.user).exists():
        raise Http404
    listed = Paginator(shared_with(request.user), A_PAGE).get_page(request.GET.get("p"))
    context = screen(_("Shared texts"), listed=listed, rows=[_shown(row) for row in listed])
    return render(request, "lms_assessments/journal/admin/list.html", context)


@never_cache
@require_safe
@sensitive_variables()
def copy(request: HttpRequest, key: UUID) -> HttpResponse:
    """One copy. That it was read is noted nowhere."""
    found = _shown(get_object_or_404(shared_with(request.user), key=key))
    trail = (reverse("lms_shared:list"), _("Shared texts"))
    title = _("Shared by %(name)s") % {"name": found.author}
    context = screen(title, trail, shared=found)
    return render(request, "lms_assessments/journal/admin/copy.html", context)


def _shown(row: Any) -> SharedRow:
    author = display_name(row.enrolment.user)
    try:
        return SharedRow(row, author, open_copy(row))
    except SealingError as error:
        return SharedRow(row, author, None, str(error))
