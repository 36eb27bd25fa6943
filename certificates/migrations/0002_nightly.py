"""What runs every night: issue what got stuck, sign the status lists anew."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

NIGHTLY = {
    "lms-certificates-sweep": ("certificates.awards.tasks.sweep", 10),
    "lms-certificates-status-lists": ("certificates.status.tasks.publish_all", 30),
}


def schedule(apps, schema_editor):
    rows = apps.get_model("django_q", "Schedule").objects
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    for name, (task, minutes) in NIGHTLY.items():
        first = midnight + timedelta(days=1, hours=3, minutes=minutes)
        rows.get_or_create(
            name=name, defaults={"func": task, "schedule_type": "D", "next_run": first}
        )


def unschedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name__in=NIGHTLY).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("lms_certificates", "0001_initial"),
        ("django_q", "0018_task_success_index"),
    ]
    operations = [migrations.RunPython(schedule, unschedule)]
