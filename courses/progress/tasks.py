"""Work after the curriculum changed; one enrolment a task."""

from content.foundation.queue import enqueue
from courses.cohorts.models import Enrolment
from courses.progress import domain


def reevaluate_programme(programme_id: int) -> None:
    """Queue one task for each running place in the programme."""
    running = Enrolment.objects.active().filter(cohort__programme=programme_id)
    for enrolment_id in running.order_by("pk").values_list("pk", flat=True):
        enqueue("courses.progress.tasks.reevaluate", enrolment_id)


def reevaluate(enrolment_id: int) -> None:
    domain.reevaluate(enrolment_id)
