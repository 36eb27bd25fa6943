"""The page about one's calendar, and the address that calendars follow without a login."""

import hashlib
from datetime import UTC, datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from content.foundation.conf import base_url
from courses.sessions.calendar.domain import feed_of, feed_token, read_feed, renew_feed
from courses.sessions.calendar.forms import LinkForm
from courses.sessions.calendar.ical import publication
from courses.sessions.calendar.plan import ShownDay
from courses.sessions.calendar.queries import feed_days

CALENDAR = "text/calendar; charset=utf-8"


@never_cache
@login_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """How to bring one's dates into a calendar, with the secret address."""
    path = reverse("courses:calendar_feed", args=[feed_token(feed_of(request.user))])
    link = base_url() + path
    context = {"form": LinkForm(initial={"link": link}), "link": link, "nav_section": "dates"}
    return render(request, "lms_courses/sessions/calendar.html", context)


@login_required
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    renew_feed(request.user)
    messages.success(request, _("Here is your new link. The old one opens nothing any more."))
    return redirect("courses:calendar")


@never_cache
@login_required
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """All of one's own dates as they are now, to be taken in once."""
    response = _as_file(feed_days(request.user.pk))
    response["Content-Disposition"] = 'attachment; filename="termine.ics"'
    return response


@require_safe
@cache_control(private=True, no_cache=True)
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """Whoever has the address reads the dates. One that opens nothing never says why."""
    found = read_feed(token)
    if found is None:
        raise Http404
    days = feed_days(found.user_id)
    etag = _etag(days)
    answer = get_conditional_response(request, etag=etag) or _as_file(days)
    answer["ETag"] = etag
    return answer


def _etag(days: list[ShownDay]) -> str:
    """Of all that is said but the moment of asking."""
    said = _said(days, datetime.fromtimestamp(0, UTC))
    return quote_etag(hashlib.sha256(said.encode()).hexdigest())


def _as_file(days: list[ShownDay]) -> HttpResponse:
    return HttpResponse(_said(days, timezone.now()), content_type=CALENDAR)


def _said(days: list[ShownDay], now: datetime) -> str:
    """In the site's language, as the mails are, whatever a calendar program asks for."""
    with translation.override(settings.LANGUAGE_CODE):
        return publication(days, now=now)
