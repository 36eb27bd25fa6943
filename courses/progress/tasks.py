"""Work after the curriculum, the sessions or a rule changed; idempotent, a batch a task."""

from courses.curriculum.models import Programme
from courses.progress import domain, recounting
from courses.progress.models import Recount


def reevaluate_programme(programme_id: int) -> None:
    """Everybody in a programme whose pages have changed."""
    programme = Programme.objects.filter(pk=programme_id).first()
    if programme:
        recounting.start_recount(programme, Recount.Cause.CURRICULUM)


def begin_recount(recount_id: int) -> None:
    recounting.begin(recount_id)


def recount_batch(recount_id: int, beginning: str) -> None:
    recounting.run_batch(recount_id, beginning)


def sweep_recounts() -> None:
    """What a lost task has left behind goes on."""
    recounting.resume_stalled()


def reevaluate(enrolment_id: int) -> None:
    domain.reevaluate(enrolment_id)
