"""What runs every night: tell calendars what they have missed."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

NAME = "lms-courses-calendar-sweep"


def schedule(apps, schema_editor):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    apps.get_model("django_q", "Schedule").objects.get_or_create(
        name=NAME,
        defaults={
            "func": "courses.sessions.calendar.tasks.sweep",
            "schedule_type": "D",
            "next_run": midnight + timedelta(days=1, hours=4),
        },
    )


def unschedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("lms_courses", "0011_municipality_gone"),
        ("django_q", "0018_task_success_index"),
    ]
    operations = [migrations.RunPython(schedule, unschedule)]
