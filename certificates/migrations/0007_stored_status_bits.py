"""The bit string of a list is stored, and a changed list is published within a minute."""

from django.db import migrations, models
from django.utils import timezone

NAME = "lms-certificates-status-overdue"


def schedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.get_or_create(
        name=NAME,
        defaults={
            "func": "certificates.status.tasks.publish_overdue",
            "schedule_type": "I",
            "minutes": 1,
            "next_run": timezone.now(),
        },
    )


def unschedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [("lms_certificates", "0006_compromised_keys")]
    operations = [
        migrations.AddField(
            model_name="statuslist", name="packed", field=models.BinaryField(default=bytes)
        ),
        migrations.AddField(
            model_name="statuslist", name="due_since", field=models.DateTimeField(null=True)
        ),
        migrations.RunPython(schedule, unschedule),
    ]
