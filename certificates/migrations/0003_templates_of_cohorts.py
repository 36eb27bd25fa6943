"""Two documents; templates of cohorts, with logos and co-issuers; who has to release."""

import django.db.models.deletion
from django.db import migrations, models

import certificates.awards.validators

KINDS = [("certificate", "certificate"), ("attendance", "confirmation of attendance")]


class Migration(migrations.Migration):
    dependencies = [
        ("lms_certificates", "0002_nightly"),
        ("lms_courses", "0016_forget_waiting"),
    ]
    operations = [
        migrations.RemoveConstraint(
            model_name="certificatetemplate", name="lms_template_version_once"
        ),
        migrations.AddField(
            model_name="certificatetemplate",
            name="cohort",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificate_templates",
                to="lms_courses.cohort",
            ),
        ),
        migrations.AddField(
            model_name="certificatetemplate",
            name="logo",
            field=models.TextField(
                blank=True,
                validators=[certificates.awards.validators.validate_logo],
                verbose_name="logo",
            ),
        ),
        migrations.AddField(
            model_name="certificatetemplate",
            name="co_issuers",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Up to three objects with name and logo.",
                validators=[certificates.awards.validators.validate_co_issuers],
                verbose_name="co-issuers",
            ),
        ),
        migrations.AddField(
            model_name="certificatetemplate",
            name="needs_release",
            field=models.BooleanField(
                default=True,
                help_text="Without: it is issued as soon as the name is confirmed.",
                verbose_name="a coordinator releases it",
            ),
        ),
        migrations.AddField(
            model_name="certificatetemplate",
            name="needs_second_release",
            field=models.BooleanField(
                default=False,
                help_text="Four eyes: a second coordinator of the cohort has to agree.",
                verbose_name="two people release it",
            ),
        ),
        migrations.AlterField(
            model_name="award",
            name="kind",
            field=models.CharField(choices=KINDS, default="certificate", max_length=20),
        ),
        migrations.AlterField(
            model_name="certificatetemplate",
            name="kind",
            field=models.CharField(choices=KINDS, default="certificate", max_length=20),
        ),
        migrations.AddConstraint(
            model_name="certificatetemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cohort", None)),
                fields=("provider", "kind", "version"),
                name="lms_template_version_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificatetemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cohort__isnull", False)),
                fields=("cohort", "kind", "version"),
                name="lms_template_version_once_a_cohort",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificatetemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "certificate"), _negated=True),
                    ("needs_release", True),
                    _connector="OR",
                ),
                name="lms_template_certificate_is_released",
                violation_error_message="A certificate is always released by somebody.",
            ),
        ),
    ]
