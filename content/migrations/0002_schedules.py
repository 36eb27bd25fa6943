"""What runs by the clock."""

from django.db import migrations

from content.foundation.schedules import daily, schedule

JOBS = {
    # What was taken out of a Koffer more than 30 days ago is deleted.
    "lms-toolkit-forget": daily("03:50", "content.toolkit.kept.tasks.forget_old"),
}


class Migration(migrations.Migration):
    dependencies = [
        ("lms_content", "0001_squashed_0009_h5p_drafts"),
        ("django_q", "0018_task_success_index"),
    ]
    operations = [schedule(JOBS)]
