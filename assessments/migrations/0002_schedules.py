"""What runs by the clock."""

from django.db import migrations

from content.foundation.schedules import daily, schedule

JOBS = {
    # Private texts are deleted six months after somebody's last cohort has ended.
    "lms-assessments-forget-private": daily("04:05", "assessments.keeping.forget_private"),
}


class Migration(migrations.Migration):
    dependencies = [
        ("lms_assessments", "0001_squashed_0014_grading_of_exercises"),
        ("django_q", "0018_task_success_index"),
    ]
    operations = [schedule(JOBS)]
