"""What runs by the clock: reminders at every full hour, letters that are due every five minutes."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

REMIND = "lms-courses-remind"
LETTERS = "lms-courses-letters"


def schedule(apps, schema_editor):
    schedules = apps.get_model("django_q", "Schedule").objects
    # At the full hour, so that the first mails of a day go out at seven sharp.
    next_hour = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    schedules.get_or_create(
        name=REMIND,
        defaults={
            "func": "courses.reminders.tasks.remind",
            "schedule_type": "H",
            "next_run": next_hour,
        },
    )
    schedules.get_or_create(
        name=LETTERS,
        defaults={
            "func": "courses.reminders.tasks.send_letters",
            "schedule_type": "I",
            "minutes": 5,
        },
    )


def unschedule(apps, schema_editor):
    schedules = apps.get_model("django_q", "Schedule").objects
    schedules.filter(name__in=[REMIND, LETTERS]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("lms_courses", "0013_recount_sweep"),
        ("django_q", "0018_task_success_index"),
    ]
    operations = [migrations.RunPython(schedule, unschedule)]
