"""H5P packages: the libraries everybody shares, what authors choose, and its versions."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import CollectionMember
from wagtail.search import index

from content.foundation.retention import Retention, keeps
from content.h5p.files import UPLOADS, h5p_files
from content.h5p.manifest import dependencies_of, paths_of
from content.h5p.names import Name


@keeps(Retention.EDITORIAL)
class H5PLibrary(models.Model):
    """A library as it is installed. Minor versions stand side by side, a patch takes its place.

    `folder` is named by the hash of its files and never written again: an upgrade gets a folder of
    its own, so a page that is open goes on with what it began with.
    """

    machine_name = models.CharField(_("machine name"), max_length=255)
    major = models.PositiveIntegerField(_("major version"))
    minor = models.PositiveIntegerField(_("minor version"))
    patch = models.PositiveIntegerField(_("patch version"))
    title = models.CharField(_("title"), max_length=255)
    runnable = models.BooleanField(_("content type"), default=False)
    metadata = models.JSONField(default=dict)  # library.json
    semantics = models.TextField(blank=True)  # semantics.json as it came
    folder = models.CharField(max_length=255)
    needs_eval = models.BooleanField(_("builds scripts while running"), default=False)
    external_hosts = models.JSONField(_("external hosts"), default=list, blank=True)
    accessibility_note = models.TextField(_("accessibility"), max_length=1000, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("approved on"), default=timezone.now)

    class Meta:
        verbose_name = _("H5P library")
        verbose_name_plural = _("H5P libraries")
        ordering = ["machine_name", "major", "minor"]
        constraints = [
            models.UniqueConstraint(
                fields=["machine_name", "major", "minor"], name="lms_h5p_library_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"

    @property
    def version(self) -> str:
        """„1.16.14“"""
        return f"{self.major}.{self.minor}.{self.patch}"

    @property
    def key(self) -> Name:
        return Name(self.machine_name, self.major, self.minor)

    @property
    def name(self) -> str:
        """„H5P.MultiChoice 1.16“, as dependencies and texts name it."""
        return str(self.key)

    @property
    def folder_name(self) -> str:
        """„H5P.MultiChoice-1.16“, as the player's scripts name it."""
        return self.key.folder

    @property
    def dependencies(self) -> tuple[Name, ...]:
        return dependencies_of(self.metadata)

    @property
    def scripts(self) -> list[str]:
        """Paths inside `folder`, in their order."""
        return paths_of(self.metadata, "preloadedJs")

    @property
    def styles(self) -> list[str]:
        return paths_of(self.metadata, "preloadedCss")


@keeps(Retention.EDITORIAL)
class H5PContent(CollectionMember, index.Indexed, models.Model):
    """What authors choose. It lies in a collection, like pictures and documents."""

    title = models.CharField(_("title"), max_length=255)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    current = models.ForeignKey(
        "lms_content.H5PVersion",
        verbose_name=_("version"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(_("uploaded on"), default=timezone.now, editable=False)

    search_fields: ClassVar[list[Any]] = [
        *CollectionMember.search_fields,
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.FilterField("uploaded_by"),
        # The chooser searches among those that play.
        index.FilterField("current"),
    ]

    class Meta:
        verbose_name = _("H5P content")
        verbose_name_plural = _("H5P contents")
        ordering = ["-created_at", "-pk"]
        permissions = [("choose_h5pcontent", "Can choose H5P content")]

    def __str__(self) -> str:
        return self.title


@keeps(Retention.EDITORIAL)
class H5PVersion(models.Model):
    """A package as it was uploaded; never changed, because people's attempts rest on it.

    Only the two combined files follow the libraries: a patch gives them a new name.
    """

    content = models.ForeignKey(H5PContent, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    params = models.TextField()  # content.json as it came
    metadata = models.JSONField(default=dict)  # h5p.json
    main_library = models.ForeignKey(H5PLibrary, on_delete=models.PROTECT, related_name="+")
    libraries = models.ManyToManyField(
        H5PLibrary, through="lms_content.H5PUse", related_name="versions"
    )
    folder = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)  # of the uploaded file
    report = models.JSONField(default=dict)
    combined_js = models.CharField(max_length=255, blank=True)
    combined_css = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    # Wagtail's index tells which texts rely on a content; its own versions are no such place.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("H5P version")
        verbose_name_plural = _("H5P versions")
        ordering = ["content", "number"]
        constraints = [
            models.UniqueConstraint(fields=["content", "number"], name="lms_h5p_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.content_id} · {self.number}"


@keeps(Retention.EDITORIAL)
class H5PUse(models.Model):
    """A library that a version loads, and when: what others rely on has the lower position."""

    version = models.ForeignKey(H5PVersion, on_delete=models.CASCADE, related_name="uses")
    library = models.ForeignKey(H5PLibrary, on_delete=models.PROTECT, related_name="uses")
    position = models.PositiveIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "library"], name="lms_h5p_use_once")
        ]


@keeps(Retention.EDITORIAL)
class H5PUpload(models.Model):
    """A file on its way: the worker examines and unpacks it, the person watches how far it is."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        EXAMINING = "examining", _("being examined")
        READY = "ready", _("ready")
        FAILED = "failed", _("refused")

    file = models.FileField(_("file"), storage=h5p_files, upload_to=UPLOADS, max_length=255)
    name = models.CharField(_("file name"), max_length=255)
    title = models.CharField(_("title"), max_length=255, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    collection = models.ForeignKey(
        "wagtailcore.Collection",
        verbose_name=_("collection"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    # What is replaced, and after that what came of it.
    content = models.ForeignKey(
        H5PContent, on_delete=models.CASCADE, null=True, related_name="uploads"
    )
    version = models.OneToOneField(
        H5PVersion, on_delete=models.CASCADE, null=True, related_name="upload"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # Who lets its libraries be installed; nobody where the person may not.
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("H5P upload")
        verbose_name_plural = _("H5P uploads")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="ready") | models.Q(version__isnull=False),
                name="lms_h5p_upload_ready_has_version",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_moving(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.EXAMINING)
