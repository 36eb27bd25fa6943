"""A key that others may know, and what it signed before it was signed anew."""

from datetime import timedelta

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.utils import timezone

NAME = "lms-certificates-sign-anew"


def schedule(apps, schema_editor):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    apps.get_model("django_q", "Schedule").objects.get_or_create(
        name=NAME,
        defaults={
            "func": "certificates.upkeep.tasks.sweep",
            "schedule_type": "D",
            "next_run": midnight + timedelta(days=1, hours=3, minutes=20),
        },
    )


def unschedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("lms_certificates", "0005_share_links"),
        ("django_q", "0018_task_success_index"),
    ]
    operations = [
        migrations.AddField(
            model_name="issuerkey",
            name="compromised_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="issuerkey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("compromised_at", None), ("retired_at__isnull", False), _connector="OR"
                ),
                name="lms_key_compromised_is_retired",
            ),
        ),
        migrations.CreateModel(
            name="FormerSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("signed", models.BinaryField()),
                ("record_hash", models.CharField(max_length=64)),
                ("document_hash", models.CharField(max_length=64)),
                ("replaced_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_signatures",
                        to="lms_certificates.certificate",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_certificates.issuerkey",
                    ),
                ),
            ],
            options={
                "verbose_name": "former signature",
                "verbose_name_plural": "former signatures",
                "ordering": ["replaced_at", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="formersignature",
            constraint=models.UniqueConstraint(
                fields=("certificate", "key"), name="lms_former_signature_once"
            ),
        ),
        migrations.RunPython(schedule, unschedule),
    ]
