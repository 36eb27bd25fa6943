"""Two versions of a work beside each other, for those who write it; the draft is the newest."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.assignment.domain.handing_in import frozen
from assessments.assignment.queries import Version, Work
from assessments.assignment.reading import ReadSection, gone, read
from content.ui.dates import long_date

DRAFT = "entwurf"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a version can be compared with: its place in the address, and its words."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What has changed from the older to the newer of two, field by field."""

    before: str
    after: str
    changed: tuple[ReadSection, ...]
    unchanged: tuple[ReadSection, ...]
    gone: tuple[ReadSection, ...]  # sections only the older one has


def others_than(work: Work, shown: Version) -> list[Choice]:
    """The other versions, and the draft where it can differ from them."""
    found = [
        Choice(str(version.number), _label(version))
        for version in work.versions
        if version.number != shown.number
    ]
    draft = Choice(DRAFT, _("the draft as it stands now"))
    return [draft, *found] if work.submission.is_open else found


def compared(work: Work, shown: Version, key: str) -> Comparison:
    """`shown` with the other one that `key` names, which is one of `others_than`. No statement."""
    sides = [(shown.number, _label(shown), shown.revision.sections), _side(work, key)]
    older, newer = sorted(sides, key=lambda side: side[0])
    sections = read(newer[2], before=older[2])
    return Comparison(
        before=older[1],
        after=newer[1],
        changed=tuple(section for section in sections if section.has_changed),
        unchanged=tuple(section for section in sections if not section.has_changed),
        gone=gone(newer[2], older[2]),
    )


def _side(work: Work, key: str) -> tuple[int, str, list[dict[str, Any]]]:
    if key == DRAFT:
        values = {item.section.id: item.values for item in work.sections}
        draft = frozen(tuple(item.section for item in work.sections), values)
        return work.next_number, _("the draft as it stands now"), draft
    other = next(version for version in work.versions if str(version.number) == key)
    return other.number, _label(other), other.revision.sections


def _label(version: Version) -> str:
    words = {"number": version.number, "day": long_date(version.handed_in_at)}
    return _("version %(number)s of %(day)s") % words
