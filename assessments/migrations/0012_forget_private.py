"""Every night: private texts are deleted six months after somebody's last cohort has ended."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

NAME = "lms-assessments-forget-private"


def schedule(apps, schema_editor):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    apps.get_model("django_q", "Schedule").objects.get_or_create(
        name=NAME,
        defaults={
            "func": "assessments.keeping.forget_private",
            "schedule_type": "D",
            "next_run": midnight + timedelta(days=1, hours=4, minutes=5),
        },
    )


def unschedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("lms_assessments", "0011_talking_about_work"),
        ("django_q", "0018_task_success_index"),
    ]
    operations = [migrations.RunPython(schedule, unschedule)]
