"""What stood in drafts as one text becomes the value of the section's one field, and whoever began
a piece of work becomes its first member.
"""

from django.db import migrations

CHUNK = 500


def forwards(apps, schema_editor):
    drafts = apps.get_model("lms_assessments", "DraftSection")
    rows = drafts.objects.exclude(text="").order_by("pk")
    _in_chunks(rows, drafts, "values", lambda row: {"text": row.text})
    member = apps.get_model("lms_assessments", "Member")
    submission = apps.get_model("lms_assessments", "Submission")
    told = submission.objects.values_list("pk", "enrolment_id", "activity_key", "started_at")
    member.objects.bulk_create(
        [
            member(submission_id=pk, enrolment_id=enrolment, activity_key=key, joined_at=at)
            for pk, enrolment, key, at in told
        ],
        batch_size=CHUNK,
    )


def backwards(apps, schema_editor):
    drafts = apps.get_model("lms_assessments", "DraftSection")
    _in_chunks(
        drafts.objects.order_by("pk"), drafts, "text", lambda row: row.values.get("text", "")
    )
    apps.get_model("lms_assessments", "Member").objects.all().delete()


def _in_chunks(rows, model, name, value):
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        chunk = list(model.objects.filter(pk__in=keys[start : start + CHUNK]))
        for row in chunk:
            setattr(row, name, value(row))
        model.objects.bulk_update(chunk, [name])


class Migration(migrations.Migration):
    dependencies = [("lms_assessments", "0002_learning_activities")]
    operations = [migrations.RunPython(forwards, backwards)]
