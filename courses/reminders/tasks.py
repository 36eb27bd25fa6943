"""What the schedules run; see the migration `reminder_schedules`."""

from django.utils import timezone

from content.foundation.queue import enqueue
from courses.reminders import letters, reminding


def remind() -> None:
    reminding.remind()


def send_letters() -> None:
    """Letters whose time has come, however late, each as a task of its own."""
    for letter_id in letters.letters_due(timezone.now()):
        enqueue(letters.SEND, letter_id)


def send_letter(letter_id: int) -> None:
    letters.send_letter(letter_id)
