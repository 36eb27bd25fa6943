"""Every night: who left a waiting list long ago, and lists of cohorts that are over, are deleted."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

NAME = "lms-courses-forget-waiting"


def schedule(apps, schema_editor):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    apps.get_model("django_q", "Schedule").objects.get_or_create(
        name=NAME,
        defaults={
            "func": "courses.cohorts.tasks.forget_waiting",
            "schedule_type": "D",
            "next_run": midnight + timedelta(days=1, hours=3, minutes=55),
        },
    )


def unschedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("lms_courses", "0015_learning_activities"),
        ("django_q", "0018_task_success_index"),
    ]
    operations = [migrations.RunPython(schedule, unschedule)]
