"""Every morning: who has a certificate that ends soon learns of it."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

NAME = "lms-certificates-ending"


def schedule(apps, schema_editor):
    morning = timezone.localtime().replace(hour=9, minute=10, second=0, microsecond=0)
    apps.get_model("django_q", "Schedule").objects.get_or_create(
        name=NAME,
        defaults={
            "func": "certificates.awards.tasks.remind_of_expiry",
            "schedule_type": "D",
            "next_run": morning + timedelta(days=1),
        },
    )


def unschedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("lms_certificates", "0009_life_cycle"),
        ("django_q", "0018_task_success_index"),
    ]
    operations = [migrations.RunPython(schedule, unschedule)]
