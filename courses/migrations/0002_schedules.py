"""What runs by the clock."""

from django.db import migrations

from content.foundation.schedules import daily, every_minutes, hourly, schedule

JOBS = {
    # What authors have put a time on is published.
    "lms-courses-scheduled-publishing": every_minutes(
        5, "courses.curriculum.tasks.publish_scheduled"
    ),
    # Calendars are told what they have missed.
    "lms-courses-calendar-sweep": daily("04:00", "courses.sessions.calendar.tasks.sweep"),
    # Recounts whose task was lost go on.
    "lms-courses-recounts": every_minutes(10, "courses.progress.tasks.sweep_recounts"),
    # The first mails of a day go out at seven sharp.
    "lms-courses-remind": hourly("courses.reminders.tasks.remind"),
    # Letters that are due go out.
    "lms-courses-letters": every_minutes(5, "courses.reminders.tasks.send_letters"),
    # Who left a waiting list long ago, and lists of cohorts that are over, are deleted.
    "lms-courses-forget-waiting": daily("03:55", "courses.cohorts.tasks.forget_waiting"),
}


class Migration(migrations.Migration):
    dependencies = [
        ("lms_courses", "0001_squashed_0018_h5p_activities"),
        ("django_q", "0018_task_success_index"),
    ]
    operations = [schedule(JOBS)]
