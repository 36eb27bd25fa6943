"""The author's side: the picture while writing, and playing the draft."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe
from wagtail.blocks import StreamValue
from wagtail.permission_policies.pages import PagePermissionPolicy

from assessments.limits import of_bearable_size
from assessments.scenario.blocks import sketch_block
from assessments.scenario.pages import ScenarioPage
from assessments.scenario.picture import picture_of
from assessments.scenario.reading import read_story, story_of
from assessments.scenario.showing import kept_parts, show_trial
from assessments.scenario.story import Dials
from assessments.scenario.trying import read_trial
from courses.curriculum.readers import visit

DIALS = ("escalation", "trust", "room")
MIDDLE = 3


@of_bearable_size
@require_POST
def picture(request: HttpRequest) -> HttpResponse:
    """The picture of what stands in the form now, saved or not. Reads and writes nothing."""
    if not PagePermissionPolicy().user_has_any_permission(request.user, ["add", "change"]):
        raise Http404
    context = picture_of(story_of(_nodes(request), _dials(request.POST)))
    return render(request, "lms_assessments/scenario/admin/picture.html", context)


def _nodes(request: HttpRequest) -> StreamValue:
    """What stands in the form; nothing where it was not sent. Half a form is a bad request."""
    block = sketch_block()
    if "nodes-count" not in request.POST:
        return block.to_python([])
    try:
        return block.value_from_datadict(request.POST, request.FILES, "nodes")
    except (KeyError, ValueError) as error:
        raise BadRequest from error


def _dials(sent: Any) -> Dials:
    """As typed; what is no number yet counts as the middle."""
    typed = (sent.get(name, "") for name in DIALS)
    return Dials(*(int(value) if value.isdecimal() else MIDDLE for value in typed))


@require_safe
def try_out(request: HttpRequest, page_id: int) -> HttpResponse:
    """Play the latest draft, from the start or from `?ab=`. Nothing is kept."""
    page = get_object_or_404(ScenarioPage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise Http404
    draft = page.get_latest_revision_as_object()
    current = visit(request.user, page)
    trial = read_trial(read_story(draft), request.GET)
    context = {
        **draft.get_context(request),
        "visit": current,
        "play": show_trial(trial, current.outline, kept_parts(request.GET)),
        "is_draft": True,
    }
    return render(request, draft.template, context)
