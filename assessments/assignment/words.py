"""The rule in words: what a number alone would not say."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.assignment.rubric import Criterion, Verdict


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition of acceptance: a sentence, why, and whether it is met."""

    text: str
    note: str
    met: bool


def reasons(verdict: Verdict) -> list[Reason]:
    """Why a version can be accepted, or cannot yet: points first, then must criteria."""
    found = [_points(verdict)]
    if verdict.unscored:
        found.append(_unscored(verdict))
    found.extend(_open_must(criterion) for criterion in verdict.open_musts)
    if verdict.complete and not verdict.open_musts:
        found.append(Reason(_("All must criteria are met."), "", met=True))
    return found


def _points(verdict: Verdict) -> Reason:
    note = _("%(total)s of %(maximum)s points, %(minimum)s are needed.") % {
        "total": verdict.total,
        "maximum": verdict.maximum,
        "minimum": verdict.minimum,
    }
    if verdict.enough:
        return Reason(_("The overall picture is sufficient."), note, met=True)
    return Reason(_("The overall picture is not sufficient yet."), note, met=False)


def _open_must(criterion: Criterion) -> Reason:
    text = _("The must criterion “%(title)s” is still open.") % {"title": criterion.title}
    return Reason(text, _("As soon as it is met, the work can be accepted."), met=False)


def _unscored(verdict: Verdict) -> Reason:
    count = len(verdict.unscored)
    text = ngettext(
        "One criterion has no level yet.", "%(n)d criteria have no level yet.", count
    ) % {"n": count}
    return Reason(text, "", met=False)


def still_empty(count: int) -> str:
    """How many required sections wait for a first word."""
    return ngettext(
        "One required section is still empty.", "%(n)d required sections are still empty.", count
    ) % {"n": count}


def summary(verdict: Verdict) -> str:
    """The whole rule in one line, for the running sum."""
    said = " ".join(f"{reason.text} {reason.note}".strip() for reason in reasons(verdict))
    end = _("The work can be accepted.") if verdict.may_accept else _("It cannot be accepted yet.")
    return f"{said} {end}"
