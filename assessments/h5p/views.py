"""The frame of an exercise, and what its page sends on: statements, states, being through."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.h5p import domain, limits
from assessments.h5p.enums import Policy
from assessments.h5p.errors import NoPlace, Refused, TooLarge
from assessments.h5p.queries import (
    OpenExercise,
    Place,
    open_exercise,
    place_of,
    states_of,
    version_of,
)
from assessments.h5p.showing import about, said_of
from assessments.h5p.statements import BODY_BYTES, parse, read
from content.h5p.player import launch
from content.h5p.player.page import player
from content.h5p.player.views import opened

View = Callable[..., HttpResponse]


@require_safe
def frame(request: HttpRequest, key: UUID, token: str) -> HttpResponse:
    """The page inside the frame, where the person stopped."""
    found = opened(request, token)
    if found is None or found.key != str(key):
        raise Http404
    person = _person(request, found.user)
    version = version_of(found.version)
    if person is None or version is None or place_of(person, key) is None:
        raise Http404
    states = states_of(found.user, key, found.programme, version.pk)
    return player(
        request,
        version,
        about=about(key),
        states=states,
        keeps_states=True,
        agreed=found.hosts,
    )


def _person(request: HttpRequest, user_id: int) -> Any:
    """Whoever asks; on a host without sessions, whoever the word was given to."""
    if request.user.pk == user_id:
        return request.user
    return get_user_model()._default_manager.filter(pk=user_id).first()


def answers_in_words(view: View) -> View:
    """A refusal becomes JSON with its sentence, which the page shows below the frame."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            return JsonResponse({"said": str(refusal)}, status=refusal.status)

    return answered


@login_required
@require_POST
@answers_in_words
def record(request: HttpRequest, key: UUID) -> HttpResponse:
    """A statement; after a finish the answer holds the word for the next attempt."""
    place = _sending(request, key)
    limits.spend("statement", request.user.pk, key, at_most=limits.STATEMENTS)
    data = _sent(request)
    start = domain.check_launch(launch.read(str(data.get("token"))), place, request.user)
    if data.get("viewed") is True:
        domain.confirm_own(_place(request, key), Policy.VIEWED, user=request.user)
        return JsonResponse({})
    said = read(data, about=about(key))
    recorded = domain.record(place, start, said, user=request.user)
    if recorded.result is None or recorded.attempt is None:
        return JsonResponse({})
    following = start.following(recorded.attempt.number)
    return JsonResponse({"said": said_of(recorded.result), "token": following.signed()})


@login_required
@require_POST
@answers_in_words
def state(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where somebody stopped. Nothing to say about it."""
    place = _sending(request, key)
    limits.spend("state", request.user.pk, key, at_most=limits.STATES)
    data = _sent(request)
    start = domain.check_launch(launch.read(str(data.get("token"))), place, request.user)
    domain.keep_state(place, start, data, user=request.user)
    return JsonResponse({})


@login_required
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, key: UUID) -> HttpResponse:
    """„Ich bin fertig“. GET comes from signing in again."""
    place = _place(request, key)
    if request.method == "POST":
        try:
            domain.confirm_own(place, Policy.OWN, user=request.user)
        except NoPlace as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Done. It is recorded."))
    return redirect(place.page.get_url())


@login_required
@require_http_methods(["GET", "POST"])
def anew(request: HttpRequest, key: UUID) -> HttpResponse:
    """The content as if for the first time; results stay. GET comes from signing in again."""
    place = _place(request, key)
    if request.method == "POST":
        domain.begin_anew(place, user=request.user)
        messages.success(request, _("You begin anew. Your earlier results are kept."))
    return redirect(place.page.get_url())


def _place(request: HttpRequest, key: UUID) -> OpenExercise:
    place = open_exercise(request.user, key)
    if place is None:
        raise Http404
    return place


def _sending(request: HttpRequest, key: UUID) -> Place:
    place = place_of(request.user, key)
    if place is None:
        raise Http404
    return place


def _sent(request: HttpRequest) -> dict[str, Any]:
    """What was sent, unless it says itself that it is larger than anything we keep."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > BODY_BYTES:
        limit = BODY_BYTES // 1024
        raise TooLarge(_("This is more than can be kept (%(size)d kB).") % {"size": limit})
    return parse(request.body, limit=BODY_BYTES)
