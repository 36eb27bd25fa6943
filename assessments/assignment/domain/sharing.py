"""Whether a piece of work may be handed out as a document.

While the latest decision has it at the lowest level of a criterion that guards sharing, nothing of
it is: no version, not the draft, for nobody. Handing in again does not free it; a later decision
does.
"""

from django.utils.translation import gettext as _

from assessments.assignment.errors import KeptBack
from assessments.assignment.models import Review, Submission
from assessments.assignment.rubric import kept_back_by


def why_kept_back(decision: Review | None) -> str:
    """The reason and what to do, for whoever reads it; "" where it may be handed out.

    `decision` is the latest one, with its revision and its version of the rubric.
    """
    if decision is None:
        return ""
    guards = kept_back_by(decision.rubric_version.parsed(), decision.scores)
    if not guards:
        return ""
    return _(
        "It cannot be downloaded now: the feedback on version %(number)s has it at the lowest "
        "level of %(criteria)s. Please take out what the feedback names and hand in a new version. "
        "As soon as that one is decided on otherwise, it can be downloaded again."
    ) % {
        "number": decision.revision.number,
        "criteria": ", ".join(_("“%(title)s”") % {"title": guard.title} for guard in guards),
    }


def ensure_handed_out(submission: Submission) -> None:
    """One statement. Raises KeptBack with the reason."""
    latest = (
        Review.objects.filter(revision__submission=submission)
        .select_related("revision", "rubric_version")
        .defer("revision__sections")
        .order_by("-revision__number")
        .first()
    )
    if reason := why_kept_back(latest):
        raise KeptBack(reason)
