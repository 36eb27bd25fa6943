"""What „Mein Weg“ says of somebody's certificate and confirmation of attendance."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from certificates.awards.enums import Purpose
from certificates.awards.queries import OwnAward
from content.ui.dates import long_date


@dataclass(frozen=True, slots=True)
class Paper:
    """One document in a row: what it is, where it stands."""

    title: str
    note: str = ""
    # One of the kit's states; `end` says in its place what a document is waiting for.
    state: str = "open"
    end: str | None = None


def paper(own: OwnAward) -> Paper:
    title = capfirst(own.award.get_kind_display())
    if own.certificate is None or own.validity is None:
        note = "" if own.award.purpose == Purpose.FIRST else own.award.get_purpose_display()
        return Paper(title, str(note), end=str(own.award.get_state_display()))
    words = {"number": own.certificate.number, "date": long_date(own.certificate.issued_at)}
    return Paper(title, _("No. %(number)s, issued on %(date)s") % words, own.validity.value)
