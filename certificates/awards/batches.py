"""How far a release of many is; it follows from the awards alone."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from certificates.awards.enums import AwardState
from certificates.awards.models import Award, Certificate, ReleaseBatch
from certificates.awards.queries import awards_coordinated_by, issued
from content.foundation.people import display_name
from courses.sessions.queries import in_order


@dataclass(frozen=True, slots=True)
class Piece:
    """One certificate of a batch: queued, issued, or a problem in a sentence."""

    award: Award
    name: str
    certificate: Certificate | None

    @property
    def state(self) -> str:
        if self.certificate is not None:
            return "issued"
        return "problem" if self.award.problem else "queued"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is."""

    batch: ReleaseBatch
    pieces: tuple[Piece, ...]

    @property
    def total(self) -> int:
        return len(self.pieces)

    @property
    def issued(self) -> int:
        return sum(piece.state == "issued" for piece in self.pieces)

    @property
    def problems(self) -> int:
        return sum(piece.state == "problem" for piece in self.pieces)

    @property
    def queued(self) -> int:
        return self.total - self.issued - self.problems

    @property
    def finished(self) -> bool:
        return not self.queued


def batches_of(user: Any) -> QuerySet[ReleaseBatch]:
    """Batches with something of a cohort that the user coordinates."""
    mine = awards_coordinated_by(user).exclude(batch=None)
    return ReleaseBatch.objects.filter(pk__in=mine.values("batch"))


def progress_of(batch: ReleaseBatch, user: Any) -> Progress:
    """What the user may see of it, by name. One statement."""
    awards = (
        awards_coordinated_by(user)
        .filter(batch=batch)
        .select_related("enrolment__cohort", "enrolment__user", "certificate")
        .defer("certificate__record", "certificate__signed")
        .order_by("pk")
    )
    pieces = [Piece(award, display_name(award.enrolment.user), issued(award)) for award in awards]
    return Progress(batch, tuple(sorted(pieces, key=lambda piece: in_order(piece.name))))


def unfinished_batches(user: Any) -> QuerySet[ReleaseBatch]:
    """Those of which something is still to be issued, for the desk's first lines."""
    waiting = awards_coordinated_by(user).filter(state=AwardState.RELEASED).exclude(batch=None)
    return ReleaseBatch.objects.filter(pk__in=waiting.values("batch"))
