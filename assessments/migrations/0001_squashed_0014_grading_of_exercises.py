import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import content.foundation.fields
import content.foundation.previews
import courses.curriculum.activities


class Migration(migrations.Migration):
    replaces = [
        ("lms_assessments", "0001_initial"),
        ("lms_assessments", "0002_learning_activities"),
        ("lms_assessments", "0003_values_from_texts"),
        ("lms_assessments", "0004_no_more_texts"),
        ("lms_assessments", "0005_shuffled_options"),
        ("lms_assessments", "0006_journal"),
        ("lms_assessments", "0007_teams_and_peers"),
        ("lms_assessments", "0008_examples_to_read"),
        ("lms_assessments", "0009_section_template_drafts"),
        ("lms_assessments", "0010_tabletop"),
        ("lms_assessments", "0011_talking_about_work"),
        ("lms_assessments", "0012_forget_private"),
        ("lms_assessments", "0013_h5p"),
        ("lms_assessments", "0014_grading_of_exercises"),
    ]

    initial = True

    dependencies = [
        ("lms_content", "0001_squashed_0009_h5p_drafts"),
        ("lms_courses", "0001_squashed_0018_h5p_activities"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FeedbackPage",
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
                ("intro", models.TextField(blank=True, verbose_name="introduction")),
                ("minutes", models.PositiveSmallIntegerField(default=5, verbose_name="minutes")),
            ],
            options={
                "verbose_name": "Module feedback",
            },
            bases=(
                courses.curriculum.activities.ActivityPage,
                content.foundation.previews.PreviewModes,
                "wagtailcore.page",
            ),
        ),
        migrations.CreateModel(
            name="QuizPage",
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
                    "questions",
                    content.foundation.fields.LeanStreamField([], verbose_name="questions"),
                ),
                ("shuffle", models.BooleanField(default=False, verbose_name="mix the answers")),
            ],
            options={
                "verbose_name": "Self-test",
            },
            bases=(
                courses.curriculum.activities.ActivityPage,
                content.foundation.previews.PreviewModes,
                "wagtailcore.page",
            ),
        ),
        migrations.CreateModel(
            name="ReflectionPage",
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
                ("minutes", models.PositiveSmallIntegerField(default=10, verbose_name="minutes")),
                ("prompts", content.foundation.fields.LeanStreamField([], verbose_name="prompts")),
            ],
            options={
                "verbose_name": "Reflection",
            },
            bases=(
                courses.curriculum.activities.ActivityPage,
                content.foundation.previews.PreviewModes,
                "wagtailcore.page",
            ),
        ),
        migrations.CreateModel(
            name="ScenarioPage",
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
                ("role", models.TextField(verbose_name="your role")),
                ("intro", models.TextField(verbose_name="introduction")),
                ("minutes", models.PositiveSmallIntegerField(default=15, verbose_name="minutes")),
                (
                    "escalation",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(9),
                        ],
                        verbose_name="escalation at the start",
                    ),
                ),
                (
                    "trust",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="trust at the start",
                    ),
                ),
                (
                    "room",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="room for manoeuvre at the start",
                    ),
                ),
                (
                    "nodes",
                    content.foundation.fields.LeanStreamField(
                        [], verbose_name="situations and endings"
                    ),
                ),
            ],
            options={
                "verbose_name": "Scenario exercise",
            },
            bases=(
                courses.curriculum.activities.ActivityPage,
                content.foundation.previews.PreviewModes,
                "wagtailcore.page",
            ),
        ),
        migrations.CreateModel(
            name="Rubric",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, verbose_name="short name")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rubrics",
                        to="lms_courses.provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "rubric",
                "verbose_name_plural": "rubrics",
                "ordering": ["title"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "slug"), name="lms_rubric_once_a_provider"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RubricVersion",
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
                    "rubric",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="lms_assessments.rubric",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a rubric",
                "verbose_name_plural": "versions of rubrics",
                "ordering": ["rubric", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rubric", "version"), name="lms_rubric_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, verbose_name="short name")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="section_templates",
                        to="lms_courses.provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "section template",
                "verbose_name_plural": "section templates",
                "ordering": ["title"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "slug"), name="lms_section_template_once_a_provider"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionTemplateVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("sections", models.JSONField()),
                ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="lms_assessments.sectiontemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a section template",
                "verbose_name_plural": "versions of section templates",
                "ordering": ["template", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("template", "version"), name="lms_section_template_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity_key", models.UUIDField()),
                ("title", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("handed_in", "handed in"),
                            ("returned", "revision requested"),
                            ("accepted", "accepted"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("reviewers_wanted", models.PositiveSmallIntegerField(default=1)),
                ("people_at_most", models.PositiveSmallIntegerField(default=1)),
                ("excused_names", models.JSONField(default=list)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="lms_courses.enrolment",
                    ),
                ),
                (
                    "rubric_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_assessments.rubricversion",
                    ),
                ),
                (
                    "template_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_assessments.sectiontemplateversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "submission",
                "verbose_name_plural": "submissions",
            },
        ),
        migrations.CreateModel(
            name="Exercise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "prepared"),
                            ("running", "running"),
                            ("paused", "paused"),
                            ("evaluating", "in evaluation"),
                            ("closed", "closed"),
                        ],
                        default="prepared",
                        max_length=20,
                    ),
                ),
                ("prepared_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("started_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("ran", models.PositiveIntegerField(default=0)),
                ("running_since", models.DateTimeField(null=True)),
                ("number", models.PositiveIntegerField(default=1)),
                ("sheet", models.JSONField(default=dict)),
                ("sheet_version", models.PositiveIntegerField(default=1)),
                ("sheet_saved_at", models.DateTimeField(null=True)),
                (
                    "led_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sheet_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exercises",
                        to="lms_assessments.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "tabletop exercise",
                "verbose_name_plural": "tabletop exercises",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "closed"), _negated=True),
                        fields=("submission",),
                        name="lms_exercise_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="H5PAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity_key", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_courses.programme",
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
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_content.h5pversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "attempt at an interactive exercise",
                "verbose_name_plural": "attempts at interactive exercises",
                "indexes": [
                    models.Index(
                        fields=["activity_key", "finished_at"],
                        name="lms_assessm_activit_baf153_idx",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "programme", "activity_key", "number"),
                        name="lms_h5p_attempt_number",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="H5PPage",
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
                ("intro", models.TextField(blank=True, verbose_name="introduction")),
                ("minutes", models.PositiveSmallIntegerField(default=10, verbose_name="minutes")),
                ("alternative", models.TextField(verbose_name="the same in words")),
                (
                    "policy",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("finish", "when it was worked through to the end"),
                            ("pass", "when the pass mark is reached"),
                            ("viewed", "when somebody has used it"),
                            ("own", "when the person says so"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="done",
                    ),
                ),
                (
                    "pass_mark",
                    models.PositiveSmallIntegerField(
                        default=80,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="pass mark",
                    ),
                ),
                (
                    "grading",
                    models.CharField(
                        choices=[
                            ("best", "the best attempt"),
                            ("last", "the last attempt"),
                            ("first", "the first attempt"),
                            ("average", "the average of all attempts"),
                        ],
                        default="best",
                        max_length=10,
                        verbose_name="what counts",
                    ),
                ),
                (
                    "needs_firm",
                    models.BooleanField(
                        default=False, verbose_name="only checked or confirmed results count"
                    ),
                ),
                (
                    "content",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_content.h5pcontent",
                        verbose_name="H5P content",
                    ),
                ),
            ],
            options={
                "verbose_name": "Interactive exercise",
            },
            bases=(
                courses.curriculum.activities.ActivityPage,
                content.foundation.previews.PreviewModes,
                "wagtailcore.page",
            ),
        ),
        migrations.CreateModel(
            name="H5PResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "trust",
                    models.CharField(
                        choices=[
                            ("verified", "checked by us"),
                            ("client_reported", "reported by the browser"),
                            ("manual", "confirmed by a trainer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("raw", models.FloatField(null=True)),
                ("top", models.FloatField(null=True)),
                ("reported_raw", models.FloatField(null=True)),
                ("questions", models.JSONField(default=list)),
                ("reason", models.TextField(blank=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="lms_assessments.h5pattempt",
                    ),
                ),
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
                "verbose_name": "result of an interactive exercise",
                "verbose_name_plural": "results of interactive exercises",
                "ordering": ["attempt", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("attempt", "number"), name="lms_h5p_result_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("raw", None), ("top", None)),
                            models.Q(
                                ("raw__gte", 0), ("raw__lte", models.F("top")), ("top__gt", 0)
                            ),
                            _connector="OR",
                        ),
                        name="lms_h5p_result_within",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="H5PState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity_key", models.UUIDField()),
                ("sub_content", models.CharField(default="0", max_length=64)),
                ("data_id", models.CharField(default="state", max_length=64)),
                ("data", models.TextField()),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_courses.programme",
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
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="lms_content.h5pversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "state of an interactive exercise",
                "verbose_name_plural": "states of interactive exercises",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "programme", "activity_key", "sub_content", "data_id"),
                        name="lms_h5p_state_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="H5PStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField()),
                ("verb", models.CharField(max_length=40)),
                ("is_finish", models.BooleanField(default=False)),
                ("is_activated", models.BooleanField(default=False)),
                ("statement", models.JSONField()),
                ("children", models.JSONField(default=list)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="lms_assessments.h5pattempt",
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
                "verbose_name": "statement of an interactive exercise",
                "verbose_name_plural": "statements of interactive exercises",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "key"), name="lms_h5p_statement_key"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_activated", True), ("is_finish", True)),
                        fields=("attempt",),
                        name="lms_h5p_statement_one_finish",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="situation")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(default=10, verbose_name="minutes to answer"),
                ),
                ("number", models.PositiveIntegerField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("sent_clock", models.PositiveIntegerField(null=True)),
                ("draft", models.JSONField(default=dict)),
                ("draft_version", models.PositiveIntegerField(default=1)),
                ("draft_saved_at", models.DateTimeField(null=True)),
                (
                    "draft_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="injects",
                        to="lms_assessments.exercise",
                    ),
                ),
            ],
            options={
                "verbose_name": "situation card",
                "verbose_name_plural": "situation cards",
                "ordering": ["exercise", "number", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number__isnull", False)),
                        fields=("exercise", "number"),
                        name="lms_inject_number",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("level", models.PositiveSmallIntegerField()),
                ("measure_row", models.CharField(blank=True, max_length=60)),
                ("measure", models.CharField(blank=True, max_length=500)),
                ("function_row", models.CharField(blank=True, max_length=60)),
                ("function", models.CharField(blank=True, max_length=500)),
                ("message", models.TextField(blank=True)),
                ("reasons", models.TextField(blank=True)),
                ("given_at", models.DateTimeField()),
                ("clock", models.PositiveIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "inject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="lms_assessments.inject",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a situation card",
                "verbose_name_plural": "answers to situation cards",
                "ordering": ["inject", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inject", "number"), name="lms_exercise_answer_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section_id", models.CharField(max_length=60)),
                ("text", models.TextField(verbose_name="what to change")),
                (
                    "who",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="function that sees to it"
                    ),
                ),
                ("due_on", models.DateField(null=True, verbose_name="by when")),
                ("noted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lessons",
                        to="lms_assessments.exercise",
                    ),
                ),
            ],
            options={
                "verbose_name": "lesson from an exercise",
                "verbose_name_plural": "lessons from an exercise",
                "ordering": ["exercise", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="observation")),
                ("noted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("clock", models.PositiveIntegerField(default=0)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observations",
                        to="lms_assessments.exercise",
                    ),
                ),
                (
                    "inject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="lms_assessments.inject",
                    ),
                ),
            ],
            options={
                "verbose_name": "observation",
                "verbose_name_plural": "observations",
                "ordering": ["exercise", "noted_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="QuizAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity_key", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("token", models.UUIDField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("shown", models.JSONField(help_text="The questions as they were asked.")),
                ("answers", models.JSONField(help_text="Chosen options by question.")),
                ("correct", models.PositiveSmallIntegerField()),
                ("total", models.PositiveSmallIntegerField()),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_courses.programme",
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
                "verbose_name": "attempt at a self-test",
                "verbose_name_plural": "attempts at self-tests",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "programme", "activity_key", "number"),
                        name="lms_quiz_attempt_number",
                    ),
                    models.UniqueConstraint(
                        fields=("user", "token"), name="lms_quiz_attempt_token"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("correct__lte", models.F("total"))),
                        name="lms_quiz_attempt_correct",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReflectionEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity_key", models.UUIDField()),
                ("prompt_id", models.CharField(max_length=64)),
                ("asked", models.CharField(blank=True, max_length=300)),
                ("key_id", models.CharField(max_length=40)),
                ("ciphertext", models.BinaryField()),
                ("version", models.PositiveBigIntegerField()),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "activity_key", "prompt_id"),
                        name="lms_reflection_entry_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("sections", models.JSONField()),
                ("content_hash", models.CharField(max_length=64)),
                ("handed_in_at", models.DateTimeField()),
                (
                    "handed_in_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="lms_assessments.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "handed-in version",
                "verbose_name_plural": "handed-in versions",
                "ordering": ["submission", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("submission", "number"), name="lms_revision_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("headline", models.CharField(max_length=200)),
                ("letter", models.TextField()),
                ("scores", models.JSONField()),
                ("criterion_comments", models.JSONField(default=dict)),
                ("section_comments", models.JSONField(default=dict)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("returned", "revision requested"), ("accepted", "accepted")],
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "reviewer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="lms_assessments.revision",
                    ),
                ),
                (
                    "rubric_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_assessments.rubricversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "review",
                "verbose_name_plural": "reviews",
                "constraints": [
                    models.UniqueConstraint(fields=("revision",), name="lms_review_one_decision")
                ],
            },
        ),
        migrations.CreateModel(
            name="CommentEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=130)),
                (
                    "kind",
                    models.CharField(
                        choices=[("answer", "answer"), ("done", "done"), ("open", "open again")],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True)),
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
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="lms_assessments.review",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry below a comment",
                "verbose_name_plural": "entries below a comment",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReviewDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_drafts",
                        to="lms_assessments.revision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("revision", "reviewer"), name="lms_review_draft_once_a_reviewer"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewClaim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claim",
                        to="lms_assessments.revision",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("filed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "reviewer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="lms_assessments.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "opinion on a version",
                "verbose_name_plural": "opinions on a version",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("revision", "reviewer", "number"), name="lms_opinion_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScenarioRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity_key", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("shown", models.JSONField()),
                ("log", models.JSONField(default=list)),
                ("version", models.PositiveIntegerField(default=0)),
                ("ending", models.CharField(blank=True, max_length=64)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_courses.programme",
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
                "verbose_name": "run through a scenario",
                "verbose_name_plural": "runs through scenarios",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "programme", "activity_key", "number"),
                        name="lms_scenario_run_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(("ending", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="lms_scenario_run_ended_somewhere",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionTemplateDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("sections", models.JSONField()),
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
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="lms_courses.provider",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="lms_assessments.sectiontemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a section template",
                "verbose_name_plural": "drafts of section templates",
                "ordering": ["title", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("template", "author"),
                        name="lms_section_template_draft_once_an_author",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanPage",
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
                ("intro", models.TextField(verbose_name="introduction")),
                (
                    "reviewers",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="2: both look at a version on their own before they decide together.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(2),
                        ],
                        verbose_name="reviewers",
                    ),
                ),
                (
                    "people_at_most",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="1: everybody writes alone. 2 to 4: alone or in a team of up to so many, as people like. For work that is begun from now on.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="people who write together",
                    ),
                ),
                ("example", models.JSONField(blank=True, default=dict, editable=False)),
                ("minutes", models.PositiveSmallIntegerField(default=360, verbose_name="minutes")),
                (
                    "rubric_version",
                    models.ForeignKey(
                        help_text="For work that is begun from now on. Begun work keeps its own.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_assessments.rubricversion",
                        verbose_name="rubric",
                    ),
                ),
                (
                    "template_version",
                    models.ForeignKey(
                        help_text="For work that is begun from now on. Begun work keeps its own.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_assessments.sectiontemplateversion",
                        verbose_name="section template",
                    ),
                ),
            ],
            options={
                "verbose_name": "Crisis prevention plan",
            },
            bases=(
                courses.curriculum.activities.ActivityPage,
                content.foundation.previews.PreviewModes,
                "wagtailcore.page",
            ),
        ),
        migrations.CreateModel(
            name="AssignmentPage",
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
                ("intro", models.TextField(verbose_name="introduction")),
                (
                    "reviewers",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="2: both look at a version on their own before they decide together.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(2),
                        ],
                        verbose_name="reviewers",
                    ),
                ),
                (
                    "people_at_most",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="1: everybody writes alone. 2 to 4: alone or in a team of up to so many, as people like. For work that is begun from now on.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="people who write together",
                    ),
                ),
                ("example", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "number",
                    models.CharField(
                        blank=True, help_text="Such as P1.", max_length=10, verbose_name="number"
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=60, verbose_name="minutes")),
                (
                    "rubric_version",
                    models.ForeignKey(
                        help_text="For work that is begun from now on. Begun work keeps its own.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_assessments.rubricversion",
                        verbose_name="rubric",
                    ),
                ),
                (
                    "template_version",
                    models.ForeignKey(
                        help_text="For work that is begun from now on. Begun work keeps its own.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_assessments.sectiontemplateversion",
                        verbose_name="section template",
                    ),
                ),
            ],
            options={
                "verbose_name": "Practice task",
            },
            bases=(
                courses.curriculum.activities.ActivityPage,
                content.foundation.previews.PreviewModes,
                "wagtailcore.page",
            ),
        ),
        migrations.CreateModel(
            name="SelfAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity_key", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("token", models.UUIDField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("shown", models.JSONField()),
                ("values", models.JSONField()),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_courses.programme",
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
                "verbose_name": "self-assessment",
                "verbose_name_plural": "self-assessments",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "programme", "activity_key", "number"),
                        name="lms_self_assessment_number",
                    ),
                    models.UniqueConstraint(
                        fields=("user", "token"), name="lms_self_assessment_token"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfAssessmentPage",
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
                ("intro", models.TextField(verbose_name="introduction")),
                ("minutes", models.PositiveSmallIntegerField(default=10, verbose_name="minutes")),
                (
                    "statements",
                    content.foundation.fields.LeanStreamField(
                        [], blank=True, verbose_name="statements"
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        blank=True,
                        help_text="Its statements are asked again, and the two are compared.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="lms_assessments.selfassessmentpage",
                        verbose_name="earlier self-assessment",
                    ),
                ),
            ],
            options={
                "verbose_name": "Self-assessment",
            },
            bases=(
                courses.curriculum.activities.ActivityPage,
                content.foundation.previews.PreviewModes,
                "wagtailcore.page",
            ),
        ),
        migrations.CreateModel(
            name="SharedEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key_id", models.CharField(max_length=40)),
                ("ciphertext", models.BinaryField()),
                ("version", models.PositiveBigIntegerField()),
                ("shared_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="lms_courses.enrolment",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="copies",
                        to="lms_assessments.reflectionentry",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "reader"), name="lms_entry_shared_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionPresence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section_id", models.CharField(max_length=60)),
                ("seen_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="lms_assessments.submission",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("submission", "section_id", "user"),
                        name="lms_presence_once_a_section",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PeerRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(null=True)),
                ("sections", models.JSONField()),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("answer", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("declined_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_courses.enrolment",
                    ),
                ),
                (
                    "peer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_courses.enrolment",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="peer_requests",
                        to="lms_assessments.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "request to a peer",
                "verbose_name_plural": "requests to a peer",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("answered_at", None), ("declined_at", None), ("revoked_at", None)
                        ),
                        fields=("submission",),
                        name="lms_peer_request_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity_key", models.UUIDField()),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("left_at", models.DateTimeField(null=True)),
                ("is_set_aside", models.BooleanField(default=False)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_courses.enrolment",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="lms_assessments.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "member of a team",
                "verbose_name_plural": "members of a team",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at__isnull", True)),
                        fields=("enrolment", "activity_key"),
                        name="lms_member_one_work_a_place",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section_id", models.CharField(max_length=60)),
                ("values", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField(null=True)),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft_sections",
                        to="lms_assessments.submission",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("submission", "section_id"), name="lms_draft_once_a_section"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="lms_assessments.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation to a team",
                "verbose_name_plural": "invitations to a team",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("submission", "enrolment"),
                        name="lms_team_invitation_open_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CardSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("cards", models.JSONField()),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_sets",
                        to="lms_courses.provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "set of situation cards",
                "verbose_name_plural": "sets of situation cards",
                "ordering": ["title"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "title"), name="lms_card_set_once_a_provider"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedbackGiven",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity_key", models.UUIDField()),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="lms_courses.enrolment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrolment", "activity_key"), name="lms_feedback_once_a_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedbackPool",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity_key", models.UUIDField()),
                ("answers", models.JSONField(default=list)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="lms_courses.cohort",
                    ),
                ),
            ],
            options={
                "verbose_name": "module feedback",
                "verbose_name_plural": "module feedback",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cohort", "activity_key"), name="lms_feedback_pool_once_a_cohort"
                    )
                ],
            },
        ),
    ]
