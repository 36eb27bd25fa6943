"""What the pictures say, taken from the frozen record.

Certificates speak German, whatever language somebody reads the page in; so do their pictures.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from certificates.badges.canvas import has_letters_for
from certificates.badges.enums import Mark
from content.ui.dates import month_year

LANGUAGE = "de"
WORDS = {
    Mark.VALID: _("Valid"),
    Mark.SUSPENDED: _("Suspended"),
    Mark.REVOKED: _("Revoked"),
    Mark.REPLACED: _("Replaced"),
    Mark.EXPIRED: _("Expired"),
}


@dataclass(frozen=True, slots=True)
class Face:
    """A badge: what was earned, from whom and when. It names nobody."""

    kind: str
    title: str
    issuer: str
    year: str

    @property
    def alternative(self) -> str:
        """The same in words, for those who do not see it."""
        return f"{self.kind}: {self.title}, {self.issuer}, {self.year}"


@dataclass(frozen=True, slots=True)
class Preview:
    """What somebody sees of a shared address before they open it. `name` only by consent."""

    kind: str
    title: str
    issuer: str
    month: str
    mark: Mark
    address: str
    name: str = ""


def face_of(said: dict[str, Any]) -> Face:
    """`said` is the data of a record."""
    return Face(
        kind=said["title"],
        title=said["qualification"]["title"],
        issuer=said["issuer"]["name"],
        year=said["issued"][:4],
    )


def preview_of(said: dict[str, Any], mark: Mark, *, name: str) -> Preview:
    """A name in letters that the pictures do not have is left to the page."""
    with translation.override(LANGUAGE):
        month = month_year(date.fromisoformat(said["issued"]))
    return Preview(
        kind=said["title"],
        title=said["qualification"]["title"],
        issuer=said["issuer"]["name"],
        month=month,
        mark=mark,
        address=said["verification"]["address"],
        name=name if has_letters_for(name) else "",
    )


def word_of(mark: Mark) -> str:
    with translation.override(LANGUAGE):
        return str(WORDS[mark])
