"""`manage.py note_bounce < notice`: for the alias to which a mail server sends what came back."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from content.foundation.errors import DomainError
from courses.reminders.bounces import note_bounce


class Command(BaseCommand):
    help = "Read a delivery status notification (RFC 3464) from the standard input and note it."

    def handle(self, **options: Any) -> None:
        try:
            noted = note_bounce(sys.stdin.buffer.read())
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Noted: {noted}.")
