"""The words of progress."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EvidenceKind(TextChoices):
    """What a row of evidence says."""

    CONFIRMED = "confirmed", _("confirmed as read")
    ANSWERED = "answered", _("self-test answered")
    SUBMITTED = "submitted", _("handed in")
    RETURNED = "returned", _("revision requested")
    ACCEPTED = "accepted", _("accepted")
    ATTENDED = "attended", _("attendance recorded")
    MADE_UP = "made_up", _("made up")
    WAIVED = "waived", _("waived")
    EXTENDED = "extended", _("deadline extended")
    RELEASED = "released", _("released by a trainer")
    COMPLETED = "completed", _("completed")
    REVOKED = "revoked", _("taken back")


# Of these a requirement has one at most; a second click changes nothing.
ONCE = frozenset(
    {
        EvidenceKind.CONFIRMED.value,
        EvidenceKind.ANSWERED.value,
        EvidenceKind.ACCEPTED.value,
        EvidenceKind.RELEASED.value,
        EvidenceKind.COMPLETED.value,
        EvidenceKind.WAIVED.value,
        EvidenceKind.ATTENDED.value,
    }
)


class State(TextChoices):
    """What the evidence about one requirement amounts to."""

    OPEN = "open", _("open")
    READ = "read", _("read")
    ANSWERED = "answered", _("answered")
    HANDED_IN = "submitted", _("handed in")
    RETURNED = "returned", _("revision requested")
    ACCEPTED = "accepted", _("accepted")
    ATTENDED = "attended", _("present")
    PARTLY = "partly", _("partly present")
    EXCUSED = "excused", _("excused")
    MISSED = "absent", _("not excused")
    MADE_UP = "made_up", _("made up")
    WAIVED = "waived", _("waived")
    RELEASED = "released", _("released")
    COMPLETED = "completed", _("completed")

    @property
    def counts(self) -> bool:
        """Whether a requirement in this state is met."""
        return self in COUNTING


COUNTING = frozenset(
    {
        State.READ,
        State.ANSWERED,
        State.ACCEPTED,
        State.ATTENDED,
        State.MADE_UP,
        State.WAIVED,
        State.RELEASED,
        State.COMPLETED,
    }
)
