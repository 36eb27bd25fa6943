"""What runs every five minutes: publish what authors have put a time on."""

from django.db import migrations

NAME = "lms-courses-scheduled-publishing"


def schedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.get_or_create(
        name=NAME,
        defaults={
            "func": "courses.curriculum.tasks.publish_scheduled",
            "schedule_type": "I",
            "minutes": 5,
        },
    )


def unschedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("lms_courses", "0005_four_eyes"),
        ("django_q", "0018_task_success_index"),
    ]
    operations = [migrations.RunPython(schedule, unschedule)]
