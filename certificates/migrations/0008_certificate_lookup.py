"""The name of a certificate's page in an export; filled by the first export or at an erasure."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lms_certificates", "0007_stored_status_bits")]
    operations = [
        migrations.AddField(
            model_name="certificate",
            name="lookup",
            field=models.CharField(blank=True, max_length=32),
        ),
    ]
