"""Every night: what was taken out of a Koffer more than 30 days ago is deleted."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

NAME = "lms-toolkit-forget"


def schedule(apps, schema_editor):
    rows = apps.get_model("django_q", "Schedule").objects
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows.get_or_create(
        name=NAME,
        defaults={
            "func": "content.toolkit.kept.tasks.forget_old",
            "schedule_type": "D",
            "next_run": midnight + timedelta(days=1, hours=3, minutes=50),
        },
    )


def unschedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("lms_content", "0006_kept_cards"),
        ("django_q", "0018_task_success_index"),
    ]
    operations = [migrations.RunPython(schedule, unschedule)]
