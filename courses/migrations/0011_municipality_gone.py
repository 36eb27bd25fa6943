from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lms_courses", "0010_municipalities")]

    operations = [
        # Going back needs something in every row.
        migrations.AlterField(
            "cohort", "municipality", models.CharField(default="", max_length=200)
        ),
        migrations.RemoveField("cohort", "municipality"),
    ]
