"""How attempts are graded, under a name that does not hide the method of the editor's form.

A field called `method` stood in for the form's own, and the editor could not save by itself.
Drafts are kept in revisions, where the name stands once more.
"""

from django.db import migrations

OLD, NEW = "method", "grading"


def rename_in_revisions(apps, before, after):
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(
        content_type__app_label="lms_assessments", content_type__model="h5ppage"
    )
    for revision in revisions.iterator():
        if before in revision.content:
            revision.content[after] = revision.content.pop(before)
            revision.save(update_fields=["content"])


def forwards(apps, schema_editor):
    rename_in_revisions(apps, OLD, NEW)


def backwards(apps, schema_editor):
    rename_in_revisions(apps, NEW, OLD)


class Migration(migrations.Migration):
    dependencies = [("lms_assessments", "0013_h5p")]

    operations = [
        migrations.RenameField("h5ppage", OLD, NEW),
        migrations.RunPython(forwards, backwards),
    ]
