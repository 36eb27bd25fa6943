"""What runs every ten minutes: recounts whose task was lost go on."""

from django.db import migrations

NAME = "lms-courses-recounts"


def schedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.get_or_create(
        name=NAME,
        defaults={
            "func": "courses.progress.tasks.sweep_recounts",
            "schedule_type": "I",
            "minutes": 10,
        },
    )


def unschedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("lms_courses", "0012_calendar_nightly"),
        ("django_q", "0018_task_success_index"),
    ]
    operations = [migrations.RunPython(schedule, unschedule)]
