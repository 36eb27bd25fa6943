"""A cohort may be of several municipalities: the one name becomes a list of one."""

from typing import Any

from django.db import migrations


def to_list(apps: Any, schema_editor: Any) -> None:
    cohorts = apps.get_model("lms_courses", "Cohort").objects.filter(municipalities=[])
    for cohort in cohorts.iterator(chunk_size=200):
        cohort.municipalities = [cohort.municipality]
        cohort.save(update_fields=["municipalities"])


def to_name(apps: Any, schema_editor: Any) -> None:
    for cohort in apps.get_model("lms_courses", "Cohort").objects.iterator(chunk_size=200):
        cohort.municipality = ", ".join(cohort.municipalities)[:200]
        cohort.save(update_fields=["municipality"])


class Migration(migrations.Migration):
    dependencies = [("lms_courses", "0009_cohort_life")]

    operations = [migrations.RunPython(to_list, to_name)]
