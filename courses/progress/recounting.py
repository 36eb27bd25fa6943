"""Judging many enrolments anew, a batch a task.

What is left follows from the rows alone: an enrolment is behind while its `recounted_at` lies
before the recount's `started_at`. A batch writes the start of the recount it was judged for, not
its own time, so that a change which commits meanwhile is never taken for one that was looked at.

A recount that is asked for again begins anew instead of running twice: the tasks that belong to the
earlier beginning stop at the first look.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from content.foundation.queue import enqueue
from courses.cohorts.models import Cohort, Enrolment
from courses.curriculum.models import Programme
from courses.progress.domain import reevaluate_all
from courses.progress.models import Recount

BATCH = 50
STALLED_AFTER = timedelta(minutes=10)
CHAIN = "courses.progress.tasks.recount_batch"


@transaction.atomic
def start_recount(scope: Programme | Cohort, cause: Recount.Cause) -> Recount:
    """Have everybody who takes part in a programme or a cohort judged anew.

    Belongs to the caller's transaction. A recount of the same thing that is still running is taken
    up again from the beginning.
    """
    key = "cohort" if isinstance(scope, Cohort) else "programme"
    running = Recount.objects.filter(**{key: scope}, finished_at=None).first()
    recount = running or Recount.objects.create(**{key: scope}, cause=cause)
    enqueue("courses.progress.tasks.begin_recount", recount.pk)
    return recount


@transaction.atomic
def begin(recount_id: int, *, now: datetime | None = None) -> None:
    """Everybody is behind from now on. A task of its own: by then, what changed is committed."""
    now = now or timezone.now()
    found = Recount.objects.filter(pk=recount_id)
    if found.update(started_at=now, finished_at=None):
        enqueue(CHAIN, recount_id, now.isoformat())


def run_batch(recount_id: int, beginning: str) -> int:
    """Judge the next enrolments anew and queue the batch after them; returns how many it was.

    Nothing happens where the recount has begun anew since, or is finished.
    """
    started_at = datetime.fromisoformat(beginning)
    found = Recount.objects.filter(pk=recount_id, started_at=started_at, finished_at=None)
    recount = found.select_related("cohort", "programme").first()
    if recount is None:
        return 0
    done = _judge_batch(recount)
    with transaction.atomic():
        if behind(recount).exists():
            enqueue(CHAIN, recount_id, beginning)
        else:
            found.update(finished_at=timezone.now())
    return done


@transaction.atomic
def _judge_batch(recount: Recount) -> int:
    batch = list(behind(recount).order_by("pk").values_list("pk", flat=True)[:BATCH])
    reevaluate_all(Enrolment.objects.filter(pk__in=batch))
    behind(recount).filter(pk__in=batch).update(recounted_at=recount.started_at)
    return len(batch)


def resume_stalled(*, now: datetime | None = None) -> int:
    """Queue the next batch of recounts that a lost task has left behind."""
    now = now or timezone.now()
    stalled = Recount.objects.filter(finished_at=None, started_at__lt=now - STALLED_AFTER)
    for recount in stalled:
        enqueue(CHAIN, recount.pk, recount.started_at.isoformat())
    return len(stalled)


# — How far it is ————————————————————————————————————————————————————————————————


def concerned(recount: Recount) -> QuerySet[Enrolment]:
    """The running places it is about."""
    running = Enrolment.objects.active()
    if recount.cohort_id:
        return running.filter(cohort=recount.cohort_id)
    return running.filter(cohort__programme=recount.programme_id)


def behind(recount: Recount) -> QuerySet[Enrolment]:
    """Those that are still to be judged anew."""
    return concerned(recount).filter(Q(recounted_at=None) | Q(recounted_at__lt=recount.started_at))


@dataclass(frozen=True, slots=True)
class Progress:
    """„312 von 1.000 neu bewertet“"""

    recount: Recount
    done: int
    total: int

    @property
    def words(self) -> str:
        if self.recount.finished_at:
            return _("Finished")
        numbers = {"done": _grouped(self.done), "total": _grouped(self.total)}
        return _("%(done)s of %(total)s judged anew") % numbers


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


def recounts_of(cohort: Cohort, *, limit: int = 5) -> list[Progress]:
    """The latest recounts that concern a cohort, those of its programme too. Two statements.

    The numbers are the cohort's own.
    """
    about = Q(cohort=cohort) | Q(programme=cohort.programme_id)
    moments = list(
        Enrolment.objects.active().filter(cohort=cohort).values_list("recounted_at", flat=True)
    )
    return [
        Progress(row, _reached(moments, row), len(moments))
        for row in Recount.objects.filter(about)[:limit]
    ]


def _reached(moments: Collection[datetime | None], recount: Recount) -> int:
    if recount.finished_at:
        return len(moments)
    return sum(moment is not None and moment >= recount.started_at for moment in moments)
