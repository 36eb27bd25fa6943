import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import certificates.awards.validators


class Migration(migrations.Migration):
    replaces = [
        ("lms_certificates", "0001_initial"),
        ("lms_certificates", "0002_nightly"),
        ("lms_certificates", "0003_templates_of_cohorts"),
        ("lms_certificates", "0004_template_drafts"),
        ("lms_certificates", "0005_share_links"),
        ("lms_certificates", "0006_compromised_keys"),
        ("lms_certificates", "0007_stored_status_bits"),
        ("lms_certificates", "0008_certificate_lookup"),
        ("lms_certificates", "0009_life_cycle"),
        ("lms_certificates", "0010_words_before_the_end"),
        ("lms_certificates", "0011_signed_documents"),
    ]

    initial = True

    dependencies = [
        ("lms_courses", "0001_squashed_0018_h5p_activities"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Issuer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="short name")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("domain", models.CharField(max_length=253, verbose_name="credential domain")),
                (
                    "provider",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issuer",
                        to="lms_courses.provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "issuer",
                "verbose_name_plural": "issuers",
            },
        ),
        migrations.CreateModel(
            name="StatusList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("revocation", "revocation"), ("suspension", "suspension")],
                        max_length=20,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("packed", models.BinaryField(default=bytes)),
                ("due_since", models.DateTimeField(null=True)),
                ("signed", models.BinaryField(default=bytes)),
                ("signed_at", models.DateTimeField(null=True)),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_lists",
                        to="lms_certificates.issuer",
                    ),
                ),
            ],
            options={
                "verbose_name": "status list",
                "verbose_name_plural": "status lists",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "purpose", "number"), name="lms_status_list_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusBit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("index", models.PositiveIntegerField()),
                ("is_set", models.BooleanField(default=False)),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bits",
                        to="lms_certificates.statuslist",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("list", "index"), name="lms_status_index_once"),
                    models.CheckConstraint(
                        condition=models.Q(("index__lt", 131072)), name="lms_status_index_in_list"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificateTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("certificate", "certificate"),
                            ("attendance", "confirmation of attendance"),
                        ],
                        default="certificate",
                        max_length=20,
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("title", models.CharField(max_length=60, verbose_name="title")),
                (
                    "qualification",
                    models.CharField(
                        help_text="What graduates may call themselves.",
                        max_length=120,
                        verbose_name="qualification",
                    ),
                ),
                (
                    "statement",
                    models.TextField(
                        blank=True,
                        help_text="Replaces the standard sentence.",
                        verbose_name="statement",
                    ),
                ),
                ("place", models.CharField(max_length=100, verbose_name="place")),
                (
                    "signatories",
                    models.JSONField(
                        help_text="One to three objects with name, function and organisation.",
                        validators=[certificates.awards.validators.validate_signatories],
                        verbose_name="signatories",
                    ),
                ),
                (
                    "logo",
                    models.TextField(
                        blank=True,
                        validators=[certificates.awards.validators.validate_logo],
                        verbose_name="logo",
                    ),
                ),
                (
                    "co_issuers",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Up to three objects with name and logo.",
                        validators=[certificates.awards.validators.validate_co_issuers],
                        verbose_name="co-issuers",
                    ),
                ),
                (
                    "competences",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[certificates.awards.validators.validate_competences],
                        verbose_name="competences",
                    ),
                ),
                (
                    "validity_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: without end.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="valid for (months)",
                    ),
                ),
                (
                    "needs_release",
                    models.BooleanField(
                        default=True,
                        help_text="Without: it is issued as soon as the name is confirmed.",
                        verbose_name="a coordinator releases it",
                    ),
                ),
                (
                    "needs_second_release",
                    models.BooleanField(
                        default=False,
                        help_text="Four eyes: a second coordinator of the cohort has to agree.",
                        verbose_name="two people release it",
                    ),
                ),
                ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "cohort",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate_templates",
                        to="lms_courses.cohort",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate_templates",
                        to="lms_courses.provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate template",
                "verbose_name_plural": "certificate templates",
                "ordering": ["provider", "kind", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cohort", None)),
                        fields=("provider", "kind", "version"),
                        name="lms_template_version_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cohort__isnull", False)),
                        fields=("cohort", "kind", "version"),
                        name="lms_template_version_once_a_cohort",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "certificate"), _negated=True),
                            ("needs_release", True),
                            _connector="OR",
                        ),
                        name="lms_template_certificate_is_released",
                        violation_error_message="A certificate is always released by somebody.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IssuerKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fragment", models.CharField(max_length=60)),
                ("public_multibase", models.CharField(max_length=100, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("retired_at", models.DateTimeField(null=True)),
                ("compromised_at", models.DateTimeField(null=True)),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to="lms_certificates.issuer",
                    ),
                ),
            ],
            options={
                "verbose_name": "signing key",
                "verbose_name_plural": "signing keys",
                "ordering": ["created_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "fragment"), name="lms_key_fragment_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("issuer",),
                        name="lms_key_one_in_use",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("compromised_at", None), ("retired_at__isnull", False), _connector="OR"
                        ),
                        name="lms_key_compromised_is_retired",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("sequence", models.PositiveIntegerField()),
                ("code_hmac", models.CharField(max_length=64, unique=True)),
                ("lookup", models.CharField(blank=True, max_length=32)),
                ("record", models.TextField()),
                ("record_hash", models.CharField(max_length=64)),
                ("document_hash", models.CharField(max_length=64)),
                ("signed", models.BinaryField()),
                ("issued_at", models.DateTimeField()),
                ("valid_until", models.DateTimeField(null=True)),
                ("name_consent", models.BooleanField(default=False)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "renews",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewed_by",
                        to="lms_certificates.certificate",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="lms_certificates.certificate",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_certificates.certificatetemplate",
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="lms_certificates.issuer",
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
                (
                    "revocation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_certificates.statusbit",
                    ),
                ),
                (
                    "suspension",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_certificates.statusbit",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
                "ordering": ["-issued_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "year", "sequence"), name="lms_certificate_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("certificate", "certificate"),
                            ("attendance", "confirmation of attendance"),
                        ],
                        default="certificate",
                        max_length=20,
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("first", "first version"),
                            ("correction", "corrected version"),
                            ("renewal", "renewed version"),
                        ],
                        default="first",
                        max_length=20,
                    ),
                ),
                ("reads_anew", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending_name", "waits for the name to be confirmed"),
                            ("name_confirmed", "waits for release"),
                            ("released", "is being issued"),
                            ("issued", "issued"),
                        ],
                        default="pending_name",
                        max_length=20,
                    ),
                ),
                ("confirmed_name", models.CharField(blank=True, max_length=120)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("released_at", models.DateTimeField(null=True)),
                ("problem", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="lms_courses.enrolment",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "follows",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="lms_certificates.certificate",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="awards",
                        to="lms_certificates.releasebatch",
                    ),
                ),
            ],
            options={
                "verbose_name": "award",
                "verbose_name_plural": "awards",
                "ordering": ["created_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("follows", None)),
                        fields=("enrolment", "kind"),
                        name="lms_award_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("follows", None), ("purpose", "first")),
                            models.Q(
                                models.Q(("purpose", "first"), _negated=True),
                                ("follows__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="lms_award_follows_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["name_confirmed", "released"]), _negated=True),
                            models.Q(("confirmed_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="lms_award_named_before_release",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["released", "issued"]), _negated=True),
                            ("released_at__isnull", False),
                            _connector="OR",
                        ),
                        name="lms_award_released_before_issue",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificateEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("issued", "issued"),
                            ("revoked", "revoked"),
                            ("suspended", "suspended"),
                            ("reinstated", "reinstated"),
                            ("name_shown", "name shown"),
                            ("name_hidden", "name hidden"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="lms_certificates.certificate",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CertificateTemplateDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("certificate", "certificate"),
                            ("attendance", "confirmation of attendance"),
                        ],
                        max_length=20,
                    ),
                ),
                ("typed", models.JSONField(default=dict)),
                ("base", models.PositiveIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="lms_courses.cohort",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="lms_courses.provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a certificate template",
                "verbose_name_plural": "drafts of certificate templates",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cohort", None)),
                        fields=("provider", "kind", "author"),
                        name="lms_template_draft_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cohort__isnull", False)),
                        fields=("cohort", "kind", "author"),
                        name="lms_template_draft_once_a_cohort",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CorrectionRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("name", "My name is misspelt."),
                            ("facts", "A date, the hours or another fact is wrong."),
                        ],
                        max_length=20,
                    ),
                ),
                ("wished_name", models.CharField(blank=True, max_length=120)),
                ("text", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waits for an answer"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction_requests",
                        to="lms_certificates.certificate",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "request for a correction",
                "verbose_name_plural": "requests for corrections",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("certificate",),
                        name="lms_one_open_correction_request",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"), ("decided_at__isnull", False), _connector="OR"
                        ),
                        name="lms_correction_decided_with_a_date",
                    ),
                ],
            },
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("certificate", "key"), name="lms_former_signature_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ShareLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("label", models.CharField(blank=True, max_length=80)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="share_links",
                        to="lms_certificates.certificate",
                    ),
                ),
            ],
            options={
                "verbose_name": "share link",
                "verbose_name_plural": "share links",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="lms_share_link_ends_later",
                    )
                ],
            },
        ),
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
        migrations.AddField(
            model_name="certificate",
            name="award",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificate",
                to="lms_certificates.award",
            ),
        ),
    ]
