"""The method toolkit: cards for tomorrow morning, and the shelf they stand on."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.blocks import TextBlock
from wagtail.models import Page
from wagtail.search import index

from content.foundation.fields import LeanStreamField
from content.foundation.previews import PreviewModes
from content.foundation.retention import Retention, keeps
from content.legal.models import LegalStatus, legal_constraints
from content.legal.panels import legal_panel
from content.toolkit.blocks import MethodStepBlock
from content.toolkit.enums import Phase, Visibility
from content.toolkit.facets import asked_for
from content.toolkit.forms import MethodPageForm
from content.toolkit.kept.forms import NoteForm
from content.toolkit.kept.queries import kept_of, open_note, own_row
from content.toolkit.managers import MethodPageManager
from content.toolkit.queries import related_cards, with_kept
from content.toolkit.readers import levels_open_to, readings_for
from content.toolkit.shelf import shelf
from content.toolkit.timing import TimedStep, timed
from content.ui.trail import sign_in_address

LEVELS = [MinValueValidator(1), MaxValueValidator(9)]
AT_LEAST_ONE = [MinValueValidator(1)]


@keeps(Retention.EDITORIAL)
class MethodIndexPage(PreviewModes, Page):
    """All method cards, to be narrowed by what somebody needs tomorrow morning."""

    intro = models.TextField(_("introduction"), blank=True)

    template = "lms_content/toolkit/index.html"
    subpage_types = ["lms_content.MethodPage"]
    max_count_per_parent = 1
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("Toolkit")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        here = MethodPage.objects.child_of(self)
        asked = asked_for(request.GET.getlist)
        found = shelf(here.visible_to(request.user), asked, request.GET.get("seite", "1"))
        kept = kept_of(request.user)
        return {
            **super().get_context(request, *args, **kwargs),
            "shelf": found,
            "cards": with_kept(found.cards, kept),
            "kept": len(kept),
            "closed": here.live().count() - found.total,
            "sign_in": sign_in_address(request.get_full_path()),
        }


@keeps(Retention.EDITORIAL)
class MethodPage(LegalStatus, PreviewModes, Page):  # type: ignore[django-manager-missing]
    """One method, ready to be used. Made to be read at a glance and printed on A4."""

    class Moderation(models.TextChoices):
        LOW = "low", _("low")
        MEDIUM = "medium", _("medium")
        HIGH = "high", _("high")

    class Online(models.TextChoices):
        YES = "yes", _("possible")
        ADAPTED = "adapted", _("possible when adapted")
        NO = "no", _("not suitable")

    purpose = models.CharField(
        _("purpose"),
        max_length=300,
        help_text=_("One sentence: what people have afterwards that they did not have before."),
    )
    phase = models.CharField(
        _("what it is for"), max_length=20, choices=Phase, blank=True, default=""
    )
    module = models.PositiveSmallIntegerField(
        _("module"), null=True, blank=True, help_text=_("The number of the module it belongs to.")
    )
    phase_from = models.PositiveSmallIntegerField(_("from level"), default=1, validators=LEVELS)
    phase_to = models.PositiveSmallIntegerField(
        _("to level"),
        default=9,
        validators=LEVELS,
        help_text=_("The highest of the nine levels at which the method still does no harm."),
    )
    group_min = models.PositiveSmallIntegerField(
        _("people at least"), default=2, validators=AT_LEAST_ONE
    )
    group_max = models.PositiveSmallIntegerField(_("people at most"), default=16)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        validators=AT_LEAST_ONE,
        help_text=_("All steps together, without the preparation."),
    )
    preparation = models.TextField(
        _("preparation"),
        blank=True,
        help_text=_("What has to be done before, and how long it takes."),
    )
    material = LeanStreamField(
        [("item", TextBlock(label=_("Item"), rows=1))], blank=True, verbose_name=_("material")
    )
    steps = LeanStreamField(
        [("step", MethodStepBlock())],
        verbose_name=_("steps"),
        help_text=_("Write so that somebody can read it aloud tomorrow morning."),
    )
    pitfalls = LeanStreamField(
        [("item", TextBlock(label=_("Item"), rows=2))],
        blank=True,
        verbose_name=_("pitfalls"),
        help_text=_("What goes wrong most often, and what helps then."),
    )
    moderation = models.CharField(
        _("demand on the moderation"), max_length=10, choices=Moderation, default=Moderation.MEDIUM
    )
    online = models.CharField(_("online"), max_length=10, choices=Online, default=Online.NO)
    online_note = models.TextField(_("how it works online"), blank=True)
    do_no_harm = models.TextField(
        _("do-no-harm check"), help_text=_("What could harm somebody, and how that is avoided.")
    )
    sources = LeanStreamField(
        [("item", TextBlock(label=_("Item"), rows=1))], blank=True, verbose_name=_("sources")
    )
    visibility = models.CharField(
        _("who may read this card"),
        max_length=10,
        choices=Visibility,
        default=Visibility.PUBLIC,
        help_text=_("Everybody else reads the title, and who can read the card."),
    )

    objects = MethodPageManager()  # type: ignore[django-manager-missing]

    template = "lms_content/toolkit/method.html"
    closed_template = "lms_content/toolkit/method_closed.html"
    base_form_class = MethodPageForm
    parent_page_types = ["lms_content.MethodIndexPage"]
    subpage_types: list[str] = []
    search_fields = [
        *Page.search_fields,
        index.SearchField("purpose", boost=2),
        index.SearchField("steps"),
        index.SearchField("pitfalls"),
        index.SearchField("do_no_harm"),
        index.FilterField("module"),
        index.FilterField("minutes"),
        index.FilterField("visibility"),
    ]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("purpose", widget=AdminAutoHeightTextInput),
                FieldRowPanel([FieldPanel("phase"), FieldPanel("module")]),
                FieldRowPanel([FieldPanel("phase_from"), FieldPanel("phase_to")]),
            ],
            heading=_("What for, and when"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("group_min"), FieldPanel("group_max")]),
                FieldRowPanel([FieldPanel("minutes"), FieldPanel("moderation")]),
                FieldPanel("online"),
                FieldPanel("online_note"),
            ],
            heading=_("At a glance"),
        ),
        MultiFieldPanel([FieldPanel("preparation"), FieldPanel("material")], _("Beforehand")),
        FieldPanel("steps"),
        FieldPanel("pitfalls"),
        FieldPanel("do_no_harm"),
        InlinePanel(
            "related",
            heading=_("Related cards"),
            label=_("Card"),
            help_text=_("Each of the two cards shows the other; one entry is enough."),
        ),
        FieldPanel("sources"),
        legal_panel(),
        FieldPanel("visibility"),
    ]

    class Meta:
        verbose_name = _("Method card")
        constraints = [
            *legal_constraints("method"),
            models.CheckConstraint(
                condition=models.Q(phase_from__gte=1)
                & models.Q(phase_to__gte=models.F("phase_from"))
                & models.Q(phase_to__lte=9),
                name="lms_method_levels_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(group_min__gte=1)
                & models.Q(group_max__gte=models.F("group_min")),
                name="lms_method_group_in_order",
            ),
        ]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The card, or for whom it is: a closed card is no missing page."""
        levels = levels_open_to(request.user)
        if self.visibility not in levels:
            return render(request, self.closed_template, self.closed_context(request))
        return render(request, self.template, self.get_context(request, levels=levels))

    def closed_context(self, request: HttpRequest) -> dict[str, Any]:
        return {
            **super().get_context(request),
            "toolkit": self.get_parent(),
            "sign_in": sign_in_address(request.get_full_path()),
        }

    def get_context(
        self, request: HttpRequest, *args: Any, levels: Any = None, **kwargs: Any
    ) -> dict[str, Any]:
        open_levels = levels or levels_open_to(request.user)
        return {
            **super().get_context(request, *args, **kwargs),
            "toolkit": self.get_parent(),
            "related": related_cards(self, open_levels),
            "readings": readings_for(request.user, self),
            **self._own_context(request),
        }

    def _own_context(self, request: HttpRequest) -> dict[str, Any]:
        """Whether the reader keeps this card, and their note."""
        row = own_row(request.user, self.pk)
        note = open_note(row)
        return {
            "kept": row if row and row.removed_at is None else None,
            "note": note,
            "note_form": NoteForm(note=note.text),
            "sign_in": sign_in_address(request.get_full_path()),
        }

    def clean(self) -> None:
        super().clean()
        problems = {}
        if self.phase_from and self.phase_to and self.phase_to < self.phase_from:
            problems["phase_to"] = gettext("The last level must not lie before the first.")
        if self.group_min and self.group_max and self.group_max < self.group_min:
            problems["group_max"] = gettext("The largest group must not be smaller.")
        if self.minutes and self.steps and self.step_minutes != self.minutes:
            problems["minutes"] = gettext(
                "The steps take %(steps)s minutes together, not %(minutes)s."
            ) % {"steps": self.step_minutes, "minutes": self.minutes}
        if problems:
            raise ValidationError(problems)

    @property
    def timed_steps(self) -> list[TimedStep]:
        return timed([step.value for step in self.steps])

    @property
    def step_minutes(self) -> int:
        return sum(step.value["minutes"] or 0 for step in self.steps)
