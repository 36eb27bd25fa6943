"""What runs by the clock."""

from django.db import migrations

from content.foundation.schedules import daily, every_minutes, schedule

JOBS = {
    # What got stuck is issued.
    "lms-certificates-sweep": daily("03:10", "certificates.awards.tasks.sweep"),
    # The status lists are signed anew.
    "lms-certificates-status-lists": daily("03:30", "certificates.status.tasks.publish_all"),
    # A changed list is published.
    "lms-certificates-status-overdue": every_minutes(
        1, "certificates.status.tasks.publish_overdue"
    ),
    # What a compromised key has signed is signed anew.
    "lms-certificates-sign-anew": daily("03:20", "certificates.upkeep.tasks.sweep"),
    # Who has a certificate that ends soon learns of it.
    "lms-certificates-ending": daily("09:10", "certificates.awards.tasks.remind_of_expiry"),
}


class Migration(migrations.Migration):
    dependencies = [
        ("lms_certificates", "0001_squashed_0011_signed_documents"),
        ("django_q", "0018_task_success_index"),
    ]
    operations = [schedule(JOBS)]
