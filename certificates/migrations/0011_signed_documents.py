"""PDFs with their digital signatures."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lms_certificates", "0010_words_before_the_end"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignedDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record_hash", models.CharField(max_length=64)),
                ("document_hash", models.CharField(max_length=64)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("B-B", "digitally signed"),
                            ("B-LTA", "digitally signed with a time stamp"),
                        ],
                        max_length=10,
                    ),
                ),
                ("signed", models.BinaryField()),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signed_documents",
                        to="lms_certificates.certificate",
                    ),
                ),
            ],
            options={
                "verbose_name": "signed document",
                "verbose_name_plural": "signed documents",
                "ordering": ["signed_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("certificate", "record_hash"), name="lms_signed_document_once"
                    )
                ],
            },
        ),
    ]
