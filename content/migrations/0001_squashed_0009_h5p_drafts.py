import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import modelcluster.fields
import modelsearch.index
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models

import content.foundation.fields
import content.foundation.previews
import content.h5p.files


class Migration(migrations.Migration):
    replaces = [
        ("lms_content", "0001_initial"),
        ("lms_content", "0002_method_ranges"),
        ("lms_content", "0003_legal_status"),
        ("lms_content", "0004_method_visibility"),
        ("lms_content", "0005_glossary_and_sources"),
        ("lms_content", "0006_kept_cards"),
        ("lms_content", "0007_forget_kept_cards"),
        ("lms_content", "0008_h5p"),
        ("lms_content", "0009_h5p_drafts"),
    ]

    initial = True

    dependencies = [
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MethodIndexPage",
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
            ],
            options={
                "verbose_name": "Toolkit",
            },
            bases=(content.foundation.previews.PreviewModes, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="H5PLibrary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("machine_name", models.CharField(max_length=255, verbose_name="machine name")),
                ("major", models.PositiveIntegerField(verbose_name="major version")),
                ("minor", models.PositiveIntegerField(verbose_name="minor version")),
                ("patch", models.PositiveIntegerField(verbose_name="patch version")),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("runnable", models.BooleanField(default=False, verbose_name="content type")),
                ("metadata", models.JSONField(default=dict)),
                ("semantics", models.TextField(blank=True)),
                ("folder", models.CharField(max_length=255)),
                (
                    "needs_eval",
                    models.BooleanField(default=False, verbose_name="builds scripts while running"),
                ),
                (
                    "external_hosts",
                    models.JSONField(blank=True, default=list, verbose_name="external hosts"),
                ),
                (
                    "accessibility_note",
                    models.TextField(blank=True, max_length=1000, verbose_name="accessibility"),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="approved on"
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "H5P library",
                "verbose_name_plural": "H5P libraries",
                "ordering": ["machine_name", "major", "minor"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("machine_name", "major", "minor"), name="lms_h5p_library_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="H5PUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                (
                    "library",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="lms_content.h5plibrary",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="H5PVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("params", models.TextField()),
                ("metadata", models.JSONField(default=dict)),
                ("folder", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("report", models.JSONField(default=dict)),
                ("combined_js", models.CharField(blank=True, max_length=255)),
                ("combined_css", models.CharField(blank=True, max_length=255)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "libraries",
                    models.ManyToManyField(
                        related_name="versions",
                        through="lms_content.H5PUse",
                        to="lms_content.h5plibrary",
                    ),
                ),
                (
                    "main_library",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms_content.h5plibrary",
                    ),
                ),
            ],
            options={
                "verbose_name": "H5P version",
                "verbose_name_plural": "H5P versions",
                "ordering": ["content", "number"],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="H5PContent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="uploaded on",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        default=wagtail.models.media.get_root_collection_id,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by",
                    ),
                ),
                (
                    "current",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="lms_content.h5pversion",
                        verbose_name="version",
                    ),
                ),
            ],
            options={
                "verbose_name": "H5P content",
                "verbose_name_plural": "H5P contents",
                "ordering": ["-created_at", "-pk"],
                "permissions": [("choose_h5pcontent", "Can choose H5P content")],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="H5PUpload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=255,
                        storage=content.h5p.files.h5p_files,
                        upload_to="h5p/uploads",
                        verbose_name="file",
                    ),
                ),
                ("name", models.CharField(max_length=255, verbose_name="file name")),
                ("title", models.CharField(blank=True, max_length=255, verbose_name="title")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waiting"),
                            ("examining", "being examined"),
                            ("ready", "ready"),
                            ("failed", "refused"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("report", models.JSONField(default=dict)),
                ("error", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "approver",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "content",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uploads",
                        to="lms_content.h5pcontent",
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="upload",
                        to="lms_content.h5pversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "H5P upload",
                "verbose_name_plural": "H5P uploads",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            ("version__isnull", False),
                            _connector="OR",
                        ),
                        name="lms_h5p_upload_ready_has_version",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="H5PDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="content type")),
                ("typed", models.JSONField(default=dict)),
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
                    "content",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="lms_content.h5pcontent",
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="lms_content.h5pversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "H5P draft",
                "verbose_name_plural": "H5P drafts",
                "ordering": ["-saved_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("content__isnull", False)),
                        fields=("content", "author"),
                        name="lms_h5p_draft_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("base__isnull", True), ("content__isnull", True)),
                            models.Q(("base__isnull", False), ("content__isnull", False)),
                            _connector="OR",
                        ),
                        name="lms_h5p_draft_has_base",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MethodPage",
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
                    "purpose",
                    models.CharField(
                        help_text="One sentence: what people have afterwards that they did not have before.",
                        max_length=300,
                        verbose_name="purpose",
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("understand", "Understand and analyse"),
                            ("mandate", "Clarify the mandate"),
                            ("dialogue", "Get people talking"),
                            ("mediate", "Mediate"),
                            ("prevent", "Prepare and practise"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="what it is for",
                    ),
                ),
                (
                    "module",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The number of the module it belongs to.",
                        null=True,
                        verbose_name="module",
                    ),
                ),
                (
                    "phase_from",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(9),
                        ],
                        verbose_name="from level",
                    ),
                ),
                (
                    "phase_to",
                    models.PositiveSmallIntegerField(
                        default=9,
                        help_text="The highest of the nine levels at which the method still does no harm.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(9),
                        ],
                        verbose_name="to level",
                    ),
                ),
                (
                    "group_min",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="people at least",
                    ),
                ),
                (
                    "group_max",
                    models.PositiveSmallIntegerField(default=16, verbose_name="people at most"),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        help_text="All steps together, without the preparation.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "preparation",
                    models.TextField(
                        blank=True,
                        help_text="What has to be done before, and how long it takes.",
                        verbose_name="preparation",
                    ),
                ),
                (
                    "material",
                    content.foundation.fields.LeanStreamField(
                        [], blank=True, verbose_name="material"
                    ),
                ),
                (
                    "steps",
                    content.foundation.fields.LeanStreamField(
                        [],
                        help_text="Write so that somebody can read it aloud tomorrow morning.",
                        verbose_name="steps",
                    ),
                ),
                (
                    "pitfalls",
                    content.foundation.fields.LeanStreamField(
                        [],
                        blank=True,
                        help_text="What goes wrong most often, and what helps then.",
                        verbose_name="pitfalls",
                    ),
                ),
                (
                    "moderation",
                    models.CharField(
                        choices=[("low", "low"), ("medium", "medium"), ("high", "high")],
                        default="medium",
                        max_length=10,
                        verbose_name="demand on the moderation",
                    ),
                ),
                (
                    "online",
                    models.CharField(
                        choices=[
                            ("yes", "possible"),
                            ("adapted", "possible when adapted"),
                            ("no", "not suitable"),
                        ],
                        default="no",
                        max_length=10,
                        verbose_name="online",
                    ),
                ),
                ("online_note", models.TextField(blank=True, verbose_name="how it works online")),
                (
                    "do_no_harm",
                    models.TextField(
                        help_text="What could harm somebody, and how that is avoided.",
                        verbose_name="do-no-harm check",
                    ),
                ),
                (
                    "sources",
                    content.foundation.fields.LeanStreamField(
                        [], blank=True, verbose_name="sources"
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Everybody"),
                            ("signed_in", "Everybody with an account"),
                            ("enrolled", "Participants and their trainers"),
                        ],
                        default="public",
                        help_text="Everybody else reads the title, and who can read the card.",
                        max_length=10,
                        verbose_name="who may read this card",
                    ),
                ),
            ],
            options={
                "verbose_name": "Method card",
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
                        name="lms_method_legal_status_in_full",
                        violation_error_message="A legal status needs place, date and next check.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("check_by__gt", models.F("as_of"))),
                        name="lms_method_legal_check_after_date",
                        violation_error_message="The next check lies after the date of the text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("phase_from__gte", 1),
                            ("phase_to__gte", models.F("phase_from")),
                            ("phase_to__lte", 9),
                        ),
                        name="lms_method_levels_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("group_min__gte", 1), ("group_max__gte", models.F("group_min"))
                        ),
                        name="lms_method_group_in_order",
                    ),
                ],
            },
            bases=(content.foundation.previews.PreviewModes, "wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="KeptCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=255)),
                ("position", models.PositiveIntegerField()),
                ("key_id", models.CharField(blank=True, max_length=40)),
                ("ciphertext", models.BinaryField(default=bytes)),
                ("version", models.PositiveBigIntegerField(default=0)),
                ("noted_at", models.DateTimeField(null=True)),
                ("kept_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="lms_content.methodpage",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "card"), name="lms_card_kept_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RelatedCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="lms_content.methodpage",
                        verbose_name="card",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related",
                        to="lms_content.methodpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "related card",
                "verbose_name_plural": "related cards",
                "ordering": ["sort_order"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("page", "card"), name="lms_method_related_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("page", models.F("card")), _negated=True),
                        name="lms_method_not_its_own_relative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
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
                            ("book", "book"),
                            ("article", "article in a journal"),
                            ("chapter", "chapter in a book"),
                            ("report", "report, guide, study"),
                            ("web", "web page"),
                            ("law", "law"),
                        ],
                        default="book",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="For instance glasl-2020. Left empty, it is made of name and year. It stays.",
                        max_length=80,
                        unique=True,
                        verbose_name="cite key",
                    ),
                ),
                (
                    "authors",
                    models.TextField(
                        blank=True,
                        help_text="One a line: Nachname, Vorname. Or an organisation.",
                        verbose_name="authors",
                    ),
                ),
                (
                    "editors",
                    models.TextField(
                        blank=True,
                        help_text="One a line: Nachname, Vorname. Or an organisation.",
                        verbose_name="editors",
                    ),
                ),
                (
                    "shorthand",
                    models.CharField(
                        blank=True,
                        help_text="Instead of the name in the text, for instance GG or DEZA.",
                        max_length=60,
                        verbose_name="short form",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="With the subtitle.", max_length=300, verbose_name="title"
                    ),
                ),
                (
                    "container",
                    models.CharField(
                        blank=True,
                        help_text="Journal, book or website; for a law where it was promulgated.",
                        max_length=300,
                        verbose_name="published in",
                    ),
                ),
                (
                    "publisher",
                    models.CharField(blank=True, max_length=200, verbose_name="publisher"),
                ),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                (
                    "year",
                    models.CharField(
                        blank=True,
                        help_text="2020, 2002–2012 or “o. J.”",
                        max_length=20,
                        verbose_name="year",
                    ),
                ),
                ("volume", models.CharField(blank=True, max_length=60, verbose_name="volume")),
                ("issue", models.CharField(blank=True, max_length=40, verbose_name="issue")),
                (
                    "pages",
                    models.CharField(
                        blank=True, help_text="167–191", max_length=40, verbose_name="pages"
                    ),
                ),
                (
                    "edition",
                    models.CharField(
                        blank=True,
                        help_text="12, or in words.",
                        max_length=80,
                        verbose_name="edition",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                (
                    "accessed_on",
                    models.DateField(blank=True, null=True, verbose_name="read there on"),
                ),
                ("doi", models.CharField(blank=True, max_length=120, verbose_name="DOI")),
                ("isbn", models.CharField(blank=True, max_length=20, verbose_name="ISBN")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
            ],
            options={
                "verbose_name": "Source",
                "verbose_name_plural": "Sources",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug", ""), _negated=True), name="lms_source_has_slug"
                    )
                ],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("term", models.CharField(max_length=120, verbose_name="term")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="For addresses and files. Left empty, it is made of the term. It stays.",
                        max_length=80,
                        unique=True,
                        verbose_name="short name",
                    ),
                ),
                (
                    "definition",
                    models.TextField(
                        help_text="One to three sentences in plain words.",
                        max_length=500,
                        verbose_name="definition",
                    ),
                ),
                (
                    "synonyms",
                    models.TextField(
                        blank=True,
                        help_text="One a line. The glossary refers to the term.",
                        verbose_name="synonyms",
                    ),
                ),
                (
                    "more",
                    models.TextField(
                        blank=True,
                        help_text="Only shown in the glossary. Blank lines separate paragraphs.",
                        verbose_name="further explanation",
                    ),
                ),
                (
                    "module",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="module"),
                ),
                (
                    "see_also",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="lms_content.term", verbose_name="see also"
                    ),
                ),
            ],
            options={
                "verbose_name": "Term",
                "verbose_name_plural": "Glossary",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("term"), name="lms_term_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slug", ""), _negated=True), name="lms_term_has_slug"
                    ),
                ],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddField(
            model_name="h5pversion",
            name="content",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versions",
                to="lms_content.h5pcontent",
            ),
        ),
        migrations.AddConstraint(
            model_name="h5pversion",
            constraint=models.UniqueConstraint(
                fields=("content", "number"), name="lms_h5p_version_once"
            ),
        ),
        migrations.AddField(
            model_name="h5puse",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="uses",
                to="lms_content.h5pversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="h5puse",
            constraint=models.UniqueConstraint(
                fields=("version", "library"), name="lms_h5p_use_once"
            ),
        ),
    ]
