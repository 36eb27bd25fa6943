from typing import Any

from django.core.management.base import BaseCommand

from certificates.awards.enums import AwardState
from certificates.awards.models import Award
from certificates.awards.tasks import sweep


class Command(BaseCommand):
    help = (
        "Puts every released certificate that has not been issued yet into the queue again, and "
        "says what stood in the way so far. Run it after a missing key is back."
    )

    def handle(self, **_options: Any) -> None:
        for award in Award.objects.filter(state=AwardState.RELEASED).exclude(problem=""):
            self.stdout.write(f"Award {award.pk}: {award.problem}")
        self.stdout.write(f"{sweep()} in the queue.")
