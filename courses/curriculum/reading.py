"""Standard or plain language: which version of a lesson somebody reads, wherever they sign in.

The choice is a row of the account, brought into the session at signing in: office computers are
shared, so nothing about it stays in the browser, and no page asks the database for it.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue

from courses.curriculum.models import ReadingChoice

ASKED = "fassung"
SESSION_KEY = "lms_reading"


class Version(models.TextChoices):
    STANDARD = "standard", _("Standard")
    PLAIN = "einfach", _("In plain language")


@dataclass(frozen=True, slots=True)
class Reading:
    """What of a lesson is shown, and what the switch beside it says."""

    text: StreamValue
    headings: list[tuple[str, str]]  # anchor and words, for the contents beside the text
    version: Version
    offered: bool  # the lesson has both versions
    wanted: bool  # the reader would like plain language

    @property
    def plain(self) -> bool:
        return self.version == Version.PLAIN

    @property
    def language(self) -> str:
        """„simple“ is a registered variant: voices read German, and styles can tell it apart."""
        return f"{settings.LANGUAGE_CODE}-simple" if self.plain else settings.LANGUAGE_CODE

    @property
    def missed(self) -> bool:
        return self.wanted and not self.offered

    @property
    def switch(self) -> list[tuple[str, Version, bool]]:
        """Address, name, and whether it is the one shown."""
        return [(f"?{ASKED}={item.value}", item, item == self.version) for item in Version]


def reading_of(lesson: Any, wanted: Version) -> Reading:
    """The version of `lesson` for somebody who wants `wanted`; the standard one always exists."""
    offered = bool(lesson.plain_body)
    plain = offered and wanted == Version.PLAIN
    text = lesson.plain_body if plain else lesson.body
    return Reading(
        text=text,
        headings=text.stream_block.headings(text),
        version=Version.PLAIN if plain else Version.STANDARD,
        offered=offered,
        wanted=wanted == Version.PLAIN,
    )


def asked_for(request: HttpRequest) -> Version | None:
    """The version named in the address, if a person at this site has followed its link.

    A browser that fetches ahead and a link on somebody else's page choose nothing.
    """
    word = request.GET.get(ASKED, "")
    foreign = request.headers.get("Sec-Fetch-Site") == "cross-site"
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    return Version(word) if word in Version.values and not (foreign or ahead) else None


def chosen(request: HttpRequest) -> Version:
    """What the reader chose last. No statement: the session is there already."""
    session = getattr(request, "session", {})
    return Version.PLAIN if session.get(SESSION_KEY) == Version.PLAIN else Version.STANDARD


def choose(request: HttpRequest, version: Version) -> None:
    """Remember it for this person (on every computer) and for this session."""
    plain = version == Version.PLAIN
    if request.user.is_authenticated:
        ReadingChoice.objects.update_or_create(user=request.user, defaults={"plain": plain})
    request.session[SESSION_KEY] = version.value


def connect() -> None:
    user_logged_in.connect(_bring_along, dispatch_uid="lms_reading_choice")


def _bring_along(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if ReadingChoice.objects.filter(user=user, plain=True).exists():
        request.session[SESSION_KEY] = Version.PLAIN.value
