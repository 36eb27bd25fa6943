"""`manage.py rebuild_progress`: write the projection anew from the evidence."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from courses.cohorts.models import Enrolment
from courses.progress.domain import rebuild

SHOW_EVERY = 100


class Command(BaseCommand):
    help = (
        "Rebuild every participant's progress from the evidence, one enrolment a transaction. "
        "Can be stopped and started again; completions stay what they were."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cohort", type=int, help="primary key of one cohort")

    def handle(self, *, cohort: int | None, **options: Any) -> None:
        enrolments = Enrolment.objects.order_by("pk")
        if cohort:
            enrolments = enrolments.filter(cohort=cohort)
        total, wrong = enrolments.count(), 0
        for done, pk in enumerate(enrolments.values_list("pk", flat=True).iterator(), start=1):
            wrong += rebuild(pk)
            if done % SHOW_EVERY == 0:
                self.stdout.write(f"{done} of {total} enrolments …")
        self.stdout.write(f"{total} enrolments rebuilt; {wrong} rows were wrong.")
