"""What the worker does for the pages."""

from django.core.management import call_command


def publish_scheduled() -> None:
    """Publish and take down what authors have put a time on; Wagtail's own command does it.

    Its signals keep the activities in step, as if somebody had pressed the button.
    """
    call_command("publish_scheduled")
