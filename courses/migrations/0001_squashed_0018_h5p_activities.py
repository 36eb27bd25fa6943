import uuid

import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import content.foundation.fields
import content.foundation.files
import content.foundation.previews
import courses.cohorts.models
import courses.curriculum.activities
from courses.migrations import _evidence, _search


class Migration(migrations.Migration):
    replaces = [
        ("lms_courses", "0001_initial"),
        ("lms_courses", "0002_evidence_is_append_only"),
        ("lms_courses", "0003_legal_status"),
        ("lms_courses", "0004_reading_choice"),
        ("lms_courses", "0005_four_eyes"),
        ("lms_courses", "0006_scheduled_publishing"),
        ("lms_courses", "0007_search"),
        ("lms_courses", "0008_provider_collection"),
        ("lms_courses", "0009_cohort_life"),
        ("lms_courses", "0010_municipalities"),
        ("lms_courses", "0011_municipality_gone"),
        ("lms_courses", "0012_calendar_nightly"),
        ("lms_courses", "0013_recount_sweep"),
        ("lms_courses", "0014_reminder_schedules"),
        ("lms_courses", "0015_learning_activities"),
        ("lms_courses", "0016_forget_waiting"),
        ("lms_courses", "0017_guide_page"),
        ("lms_courses", "0018_h5p_activities"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Provider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        help_text="Stays the same for good.", unique=True, verbose_name="short name"
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="place")),
                (
                    "help_line",
                    models.CharField(
                        blank=True,
                        help_text="How participants reach a person: telephone and hours.",
                        max_length=200,
                        verbose_name="help line",
                    ),
                ),
                (
                    "four_eyes",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="What one author submits, another one publishes.",
                        verbose_name="four eyes",
                    ),
                ),
                (
                    "author_group",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="auth.group",
                        verbose_name="authors",
                    ),
                ),
                (
                    "collection",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
            ],
            options={
                "verbose_name": "provider",
                "verbose_name_plural": "providers",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="ConfidentialityAgreement",
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
                        blank=True,
                        default="",
                        max_length=20,
                        verbose_name="for cohorts of this kind",
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("intro", models.TextField(blank=True, verbose_name="introduction")),
                (
                    "clauses",
                    models.JSONField(
                        help_text="A list of objects with title and text.", verbose_name="clauses"
                    ),
                ),
                ("limits", models.TextField(blank=True, verbose_name="limits")),
                ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="lms_courses.provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "confidentiality agreement",
                "verbose_name_plural": "confidentiality agreements",
                "ordering": ["provider", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "kind", "version"),
                        name="lms_agreement_version_once_a_provider",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GuidePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("guide", "Trainer’s guide"),
                            ("seminar", "Outline of the seminar"),
                            ("deepening", "Outline of the online session"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        help_text="One to three sentences.", verbose_name="introduction"
                    ),
                ),
                (
                    "body",
                    content.foundation.fields.LeanStreamField([], blank=True, verbose_name="text"),
                ),
            ],
            options={
                "verbose_name": "Guide for trainers",
            },
            bases=(content.foundation.previews.PreviewModes, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="ModulePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "summary",
                    models.CharField(
                        help_text="One sentence for the public home page.",
                        max_length=300,
                        verbose_name="summary",
                    ),
                ),
                ("lead", models.TextField(verbose_name="introduction")),
                ("days", models.PositiveSmallIntegerField(default=1, verbose_name="seminar days")),
                (
                    "hours",
                    models.DecimalField(
                        decimal_places=1, default=0, max_digits=4, verbose_name="hours"
                    ),
                ),
                (
                    "outcomes",
                    content.foundation.fields.LeanStreamField(
                        [], blank=True, verbose_name="learning outcomes"
                    ),
                ),
                (
                    "certificate_contents",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="contents on the certificate"
                    ),
                ),
            ],
            options={
                "verbose_name": "Module",
            },
            bases=(
                courses.curriculum.activities.ActivityPage,
                content.foundation.previews.PreviewModes,
                "wagtailcore.page",
            ),
        ),
        migrations.CreateModel(
            name="ReadingChoice",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("plain", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "choice of version",
                "verbose_name_plural": "choices of version",
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "nonce",
                    models.CharField(
                        default=courses.cohorts.models.new_nonce, editable=False, max_length=32
                    ),
                ),
                ("renewed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lms_calendar_feed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "page",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="lms_courses.provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="RuleSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rule_sets",
                        to="lms_courses.provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule set",
                "verbose_name_plural": "rule sets",
                "ordering": ["title"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "title"), name="lms_rule_set_title_once_a_provider"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleSetVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("definition", models.JSONField()),
                ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "rule_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="lms_courses.ruleset",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a rule set",
                "verbose_name_plural": "versions of rule sets",
                "ordering": ["rule_set", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rule_set", "version"), name="lms_rule_set_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Cohort",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("local", "local: everybody from one municipality"),
                            (
                                "intermunicipal",
                                "inter-municipal: people from several municipalities",
                            ),
                        ],
                        default="local",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("municipalities", models.JSONField(default=list, verbose_name="municipalities")),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: as many as are invited.",
                        null=True,
                        verbose_name="places",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("clock_hour", "clock hours (60 minutes)"),
                            ("teaching_unit", "teaching units (45 minutes)"),
                        ],
                        default="clock_hour",
                        max_length=20,
                        verbose_name="unit of hours",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="starts on")),
                ("ends_on", models.DateField(verbose_name="ends on")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohorts",
                        to="lms_courses.confidentialityagreement",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohorts",
                        to="lms_courses.programme",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohorts",
                        to="lms_courses.provider",
                    ),
                ),
                (
                    "rule_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohorts",
                        to="lms_courses.rulesetversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "cohort",
                "verbose_name_plural": "cohorts",
                "ordering": ["-starts_on", "title"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "title"),
                        name="lms_cohort_title_once_a_provider",
                        violation_error_message="There is already a cohort with this title.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="lms_cohort_ends_after_start",
                        violation_error_message="A cohort cannot end before it starts.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "takes part"),
                            ("ended", "ended"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="active",
                        max_length=20,
                    ),
                ),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("recounted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="lms_courses.cohort",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="lms_enrolments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "enrolment",
                "verbose_name_plural": "enrolments",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cohort", "user"), name="lms_enrolled_once_a_cohort"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InfoPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "land",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ganz Deutschland", "ganz Deutschland"),
                            ("Baden-Württemberg", "Baden-Württemberg"),
                            ("Bayern", "Bayern"),
                            ("Berlin", "Berlin"),
                            ("Brandenburg", "Brandenburg"),
                            ("Bremen", "Bremen"),
                            ("Hamburg", "Hamburg"),
                            ("Hessen", "Hessen"),
                            ("Mecklenburg-Vorpommern", "Mecklenburg-Vorpommern"),
                            ("Niedersachsen", "Niedersachsen"),
                            ("Nordrhein-Westfalen", "Nordrhein-Westfalen"),
                            ("Rheinland-Pfalz", "Rheinland-Pfalz"),
                            ("Saarland", "Saarland"),
                            ("Sachsen", "Sachsen"),
                            ("Sachsen-Anhalt", "Sachsen-Anhalt"),
                            ("Schleswig-Holstein", "Schleswig-Holstein"),
                            ("Thüringen", "Thüringen"),
                        ],
                        help_text="A federal state, or all of Germany for federal law.",
                        max_length=40,
                        verbose_name="holds good in",
                    ),
                ),
                (
                    "as_of",
                    models.DateField(
                        blank=True,
                        help_text="The day on which somebody last compared the text with the law.",
                        null=True,
                        verbose_name="as of",
                    ),
                ),
                (
                    "check_by",
                    models.DateField(
                        blank=True,
                        help_text="From 60 days before, the page is on the list “Legal status” in the reports.",
                        null=True,
                        verbose_name="check by",
                    ),
                ),
                (
                    "body",
                    content.foundation.fields.LeanStreamField([], blank=True, verbose_name="text"),
                ),
            ],
            options={
                "verbose_name": "Information page",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("as_of", None), ("check_by", None), ("land", "")),
                            models.Q(
                                models.Q(("land", ""), _negated=True),
                                ("as_of__isnull", False),
                                ("check_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="lms_info_legal_status_in_full",
                        violation_error_message="A legal status needs place, date and next check.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("check_by__gt", models.F("as_of"))),
                        name="lms_info_legal_check_after_date",
                        violation_error_message="The next check lies after the date of the text.",
                    ),
                ],
            },
            bases=(content.foundation.previews.PreviewModes, "wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "nonce",
                    models.CharField(
                        default=courses.cohorts.models.new_nonce, editable=False, max_length=32
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("sent_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("message_id", models.CharField(blank=True, editable=False, max_length=200)),
                ("bounced_at", models.DateTimeField(null=True)),
                ("bounce_note", models.CharField(blank=True, max_length=500)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="lms_courses.cohort",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="invitations",
                        to="lms_courses.enrolment",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("cohort"),
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("accepted_at", None), ("revoked_at", None)),
                        name="lms_invitation_open_once",
                        violation_error_message="This address has already been invited.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "land",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ganz Deutschland", "ganz Deutschland"),
                            ("Baden-Württemberg", "Baden-Württemberg"),
                            ("Bayern", "Bayern"),
                            ("Berlin", "Berlin"),
                            ("Brandenburg", "Brandenburg"),
                            ("Bremen", "Bremen"),
                            ("Hamburg", "Hamburg"),
                            ("Hessen", "Hessen"),
                            ("Mecklenburg-Vorpommern", "Mecklenburg-Vorpommern"),
                            ("Niedersachsen", "Niedersachsen"),
                            ("Nordrhein-Westfalen", "Nordrhein-Westfalen"),
                            ("Rheinland-Pfalz", "Rheinland-Pfalz"),
                            ("Saarland", "Saarland"),
                            ("Sachsen", "Sachsen"),
                            ("Sachsen-Anhalt", "Sachsen-Anhalt"),
                            ("Schleswig-Holstein", "Schleswig-Holstein"),
                            ("Thüringen", "Thüringen"),
                        ],
                        help_text="A federal state, or all of Germany for federal law.",
                        max_length=40,
                        verbose_name="holds good in",
                    ),
                ),
                (
                    "as_of",
                    models.DateField(
                        blank=True,
                        help_text="The day on which somebody last compared the text with the law.",
                        null=True,
                        verbose_name="as of",
                    ),
                ),
                (
                    "check_by",
                    models.DateField(
                        blank=True,
                        help_text="From 60 days before, the page is on the list “Legal status” in the reports.",
                        null=True,
                        verbose_name="check by",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        help_text="For instance 1.4", max_length=10, verbose_name="number"
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=20,
                        help_text="Reading and self-test together, honestly.",
                        verbose_name="minutes",
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        help_text="One to three sentences.", verbose_name="introduction"
                    ),
                ),
                (
                    "body",
                    content.foundation.fields.LeanStreamField([], blank=True, verbose_name="text"),
                ),
                (
                    "plain_body",
                    content.foundation.fields.LeanStreamField(
                        [],
                        blank=True,
                        help_text="The same content for people who find reading hard or are learning German. Short sentences, everyday words, one thought at a time. Say difficult words in other words. Readers choose the version; both count as read.",
                        verbose_name="text in plain language",
                    ),
                ),
                (
                    "serves",
                    models.CharField(
                        blank=True,
                        help_text="Numbers of the module's outcomes, for instance 1, 3",
                        max_length=40,
                        verbose_name="serves the outcomes",
                    ),
                ),
            ],
            options={
                "verbose_name": "Lesson",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("as_of", None), ("check_by", None), ("land", "")),
                            models.Q(
                                models.Q(("land", ""), _negated=True),
                                ("as_of__isnull", False),
                                ("check_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="lms_lesson_legal_status_in_full",
                        violation_error_message="A legal status needs place, date and next check.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("check_by__gt", models.F("as_of"))),
                        name="lms_lesson_legal_check_after_date",
                        violation_error_message="The next check lies after the date of the text.",
                    ),
                ],
            },
            bases=(
                courses.curriculum.activities.ActivityPage,
                content.foundation.previews.PreviewModes,
                "wagtailcore.page",
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=150, verbose_name="subject")),
                ("body", models.TextField(verbose_name="text")),
                ("single", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("send_at", models.DateTimeField(verbose_name="goes out")),
                ("sent_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="lms_courses.cohort",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
                "ordering": ["-send_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="LetterCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="lms_courses.enrolment",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="copies",
                        to="lms_courses.letter",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("letter", "enrolment"), name="lms_letter_copy_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MailChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "calendar",
                    models.BooleanField(
                        default=True, verbose_name="dates as invitations for my calendar"
                    ),
                ),
                ("sessions", models.BooleanField(default=True, verbose_name="before a session")),
                ("deadlines", models.BooleanField(default=True, verbose_name="before a deadline")),
                (
                    "feedback",
                    models.BooleanField(default=True, verbose_name="when there is feedback"),
                ),
                (
                    "intentions",
                    models.BooleanField(default=True, verbose_name="four weeks after a module"),
                ),
                (
                    "digest",
                    models.BooleanField(default=True, verbose_name="what happened, once a week"),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lms_mail_choice",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OutgoingMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True)),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("kind", models.CharField(blank=True, max_length=60)),
                ("calendar", models.TextField(blank=True)),
                ("calendar_method", models.CharField(blank=True, max_length=20)),
                ("not_after", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("given_up_because", models.TextField(blank=True)),
                ("message_id", models.CharField(blank=True, db_index=True, max_length=200)),
                ("bounced_at", models.DateTimeField(null=True)),
                ("bounce_note", models.CharField(blank=True, max_length=500)),
                (
                    "cohort",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="lms_courses.cohort",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("module", "Module"),
                            ("lesson", "Lesson"),
                            ("quiz", "Self-test"),
                            ("scenario", "Scenario exercise"),
                            ("reflection", "Reflection"),
                            ("self_assessment", "Self-assessment"),
                            ("feedback", "Module feedback"),
                            ("assignment", "Practice task"),
                            ("h5p", "Interactive exercise"),
                            ("plan", "Crisis prevention plan"),
                        ],
                        max_length=20,
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=10)),
                ("title", models.CharField(max_length=200)),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                ("live", models.BooleanField(default=False)),
                ("content_hash", models.CharField(blank=True, max_length=64)),
                (
                    "page",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="lms_activity",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="children",
                        to="lms_courses.activity",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="lms_courses.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "activity",
                "verbose_name_plural": "activities",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "key"), name="lms_activity_once_a_programme"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "programme_title",
                    models.CharField(max_length=200, verbose_name="name of the qualification"),
                ),
                ("hero_title", models.CharField(max_length=200, verbose_name="first sentence")),
                ("hero_lead", models.TextField(verbose_name="introduction")),
                (
                    "figures",
                    content.foundation.fields.LeanStreamField(
                        [], blank=True, verbose_name="figures"
                    ),
                ),
                (
                    "audience_title",
                    models.CharField(blank=True, max_length=200, verbose_name="for whom: heading"),
                ),
                (
                    "audience",
                    models.TextField(
                        blank=True, help_text="Blank lines separate.", verbose_name="for whom"
                    ),
                ),
                (
                    "promises",
                    content.foundation.fields.LeanStreamField(
                        [], blank=True, verbose_name="promises"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note below the modules")),
                (
                    "hours",
                    models.DecimalField(
                        decimal_places=1, default=80, max_digits=5, verbose_name="hours"
                    ),
                ),
                (
                    "certificate_statement",
                    models.TextField(blank=True, verbose_name="sentence on the certificate"),
                ),
                (
                    "competences",
                    content.foundation.fields.LeanStreamField(
                        [], blank=True, verbose_name="competences on the certificate"
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_courses.provider",
                        verbose_name="provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "Programme",
            },
            bases=(content.foundation.previews.PreviewModes, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="CohortTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("plan", models.JSONField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cohort_templates",
                        to="lms_courses.provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "cohort template",
                "verbose_name_plural": "cohort templates",
                "ordering": ["title"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "title"),
                        name="lms_cohort_template_title_once",
                        violation_error_message="There is already a template with this title.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProviderRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("coordinator", "Coordinator"), ("author", "Author")],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="lms_courses.provider",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lms_provider_roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "user", "role"), name="lms_provider_role_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Recount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("curriculum", "The curriculum changed"),
                            ("sessions", "The sessions changed"),
                            ("rules", "The rule changed"),
                            ("requested", "Somebody asked for it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "cohort",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recounts",
                        to="lms_courses.cohort",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recounts",
                        to="lms_courses.programme",
                    ),
                ),
            ],
            options={
                "ordering": ["-started_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cohort__isnull", False), ("programme", None)),
                            models.Q(("cohort", None), ("programme__isnull", False)),
                            _connector="OR",
                        ),
                        name="lms_recount_of_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RequirementState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("requirement_key", models.UUIDField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("read", "read"),
                            ("answered", "answered"),
                            ("submitted", "handed in"),
                            ("returned", "revision requested"),
                            ("accepted", "accepted"),
                            ("attended", "present"),
                            ("partly", "partly present"),
                            ("excused", "excused"),
                            ("absent", "not excused"),
                            ("made_up", "made up"),
                            ("waived", "waived"),
                            ("released", "released"),
                            ("completed", "completed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("minutes", models.PositiveIntegerField(default=0)),
                ("since", models.DateTimeField()),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="states",
                        to="lms_courses.enrolment",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["requirement_key", "state"], name="lms_courses_require_5ac10e_idx"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrolment", "requirement_key"), name="lms_state_once_a_requirement"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("requirement_key", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("confirmed", "confirmed as read"),
                            ("answered", "self-test answered"),
                            ("submitted", "handed in"),
                            ("returned", "revision requested"),
                            ("accepted", "accepted"),
                            ("attended", "attendance recorded"),
                            ("made_up", "made up"),
                            ("waived", "waived"),
                            ("extended", "deadline extended"),
                            ("released", "released by a trainer"),
                            ("completed", "completed"),
                            ("revoked", "taken back"),
                        ],
                        max_length=20,
                    ),
                ),
                ("minutes", models.PositiveIntegerField(null=True)),
                (
                    "value",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
                ("occurred_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("supersedes", models.PositiveIntegerField(null=True)),
                ("snapshot", models.JSONField(default=dict)),
                ("actor_role", models.CharField(max_length=20)),
                ("reason", models.TextField(blank=True)),
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
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="lms_courses.enrolment",
                    ),
                ),
                (
                    "rule_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_courses.rulesetversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "ordering": ["enrolment", "seq"],
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "seq"), name="lms_evidence_seq"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "accepted",
                                    "answered",
                                    "attended",
                                    "completed",
                                    "confirmed",
                                    "released",
                                    "waived",
                                ],
                            ),
                            ("supersedes", None),
                        ),
                        fields=("enrolment", "requirement_key", "kind"),
                        name="lms_evidence_once",
                    ),
                    models.UniqueConstraint(
                        fields=("enrolment", "supersedes"), name="lms_evidence_corrected_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supersedes", None),
                            ("supersedes__lt", models.F("seq")),
                            _connector="OR",
                        ),
                        name="lms_evidence_supersedes_earlier",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScheduleEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(help_text="Key of the module or activity.")),
                ("opens_on", models.DateField(blank=True, null=True, verbose_name="opens on")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="schedule",
                        to="lms_courses.cohort",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("cohort", "key"), name="lms_scheduled_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
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
                            ("lesson", "Lesson"),
                            ("method", "Method card"),
                            ("term", "Term"),
                            ("source", "Source"),
                        ],
                        max_length=10,
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                (
                    "edition",
                    models.CharField(
                        choices=[("open", "for everybody"), ("full", "for readers")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("title", models.TextField()),
                ("keys", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("title_index", models.TextField()),
                ("keys_index", models.TextField(blank=True)),
                ("text_index", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "search entry",
                "verbose_name_plural": "search entries",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "object_id", "edition"), name="lms_search_entry_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondPairOfEyes",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "provider",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_pair_of_eyes",
                        to="lms_courses.provider",
                        verbose_name="provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "Second pair of eyes",
                "verbose_name_plural": "Second pairs of eyes",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="SessionTrainer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("seminar", "Seminar"),
                            ("deepening", "Online deepening"),
                            ("supervision", "Supervision"),
                            ("consultation", "Peer consultation"),
                            ("presentation", "Presentation"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "module_number",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="module"),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("video_url", models.URLField(blank=True, verbose_name="video link")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="places"),
                ),
                ("material", models.TextField(blank=True, verbose_name="material")),
                ("protocol", models.TextField(blank=True, verbose_name="protocol")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="lms_courses.cohort",
                    ),
                ),
                (
                    "trainers",
                    models.ManyToManyField(
                        related_name="lms_sessions_led",
                        through="lms_courses.SessionTrainer",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="trainers",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
            },
        ),
        migrations.CreateModel(
            name="CalendarEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField()),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("fingerprint", models.CharField(max_length=64)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lms_calendar",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar",
                        to="lms_courses.session",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "uid"), name="lms_calendar_uid_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="AbsenceNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="a word about it"),
                ),
                ("announced_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="lms_courses.enrolment",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="lms_courses.session",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrolment", "session"), name="lms_absence_announced_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[("material", "Material"), ("protocol", "Protocol")],
                        default="material",
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "file",
                    models.FileField(
                        storage=content.foundation.files.private_files,
                        upload_to="lms/sessions/",
                        verbose_name="file",
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="lms_courses.session",
                    ),
                ),
            ],
            options={
                "ordering": ["purpose", "title", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SessionPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes that count")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="lms_courses.session",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="lms_session_part_ends_after_start",
                        violation_error_message="The end must come after the start.",
                    ),
                    models.UniqueConstraint(
                        fields=("session", "starts_at"), name="lms_session_part_starts_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WaitingPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waiting",
                        to="lms_courses.cohort",
                    ),
                ),
            ],
            options={
                "verbose_name": "place on the waiting list",
                "verbose_name_plural": "places on the waiting list",
                "ordering": ["added_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("cohort"),
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("left_at", None)),
                        name="lms_waiting_once",
                        violation_error_message="This address is on the waiting list already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="at"
                    ),
                ),
                ("actor_label", models.CharField(blank=True, max_length=200, verbose_name="who")),
                ("action", models.CharField(max_length=60, verbose_name="what")),
                ("subject_type", models.CharField(max_length=60)),
                ("subject_id", models.CharField(max_length=64)),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                (
                    "data",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
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
                    "cohort",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="lms_courses.cohort",
                    ),
                ),
            ],
            options={
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit log",
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["subject_type", "subject_id"], name="lms_courses_subject_024c9b_idx"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CohortRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("trainer", "Trainer"),
                            ("coordinator", "Coordinator"),
                            ("companion_local", "Local process companion"),
                            ("companion_external", "External process companion"),
                            ("supervisor", "Supervisor"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="lms_courses.cohort",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lms_cohort_roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cohort", "user", "role"), name="lms_cohort_role_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("confirmed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lms_confirmations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="lms_courses.cohort",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="lms_courses.confidentialityagreement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "cohort", "user"), name="lms_agreement_confirmed_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="sessiontrainer",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="led_by",
                to="lms_courses.session",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessiontrainer",
            constraint=models.UniqueConstraint(
                fields=("session", "user"), name="lms_session_trainer_once"
            ),
        ),
        migrations.RunPython(_evidence.create_trigger, _evidence.drop_trigger),
        migrations.RunPython(_search.create_fulltext, _search.drop_fulltext),
    ]
