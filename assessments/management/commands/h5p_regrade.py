"""`manage.py h5p_regrade`: judge finished attempts at interactive exercises anew."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from assessments.h5p.models import H5PAttempt
from assessments.h5p.regrading import regrade


class Command(BaseCommand):
    help = (
        "Computes results of interactive exercises anew from what was said at the time. "
        "Confirmed results stay, and nobody loses what they have reached."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--exercise", type=UUID, help="the key of one exercise; all without it")

    def handle(self, *args: Any, **options: Any) -> None:
        keys = [options["exercise"]] if options["exercise"] else _all()
        changed = sum(regrade(key) for key in keys)
        self.stdout.write(f"{changed} results have changed.")


def _all() -> list[UUID]:
    return list(H5PAttempt.objects.order_by().values_list("activity_key", flat=True).distinct())
