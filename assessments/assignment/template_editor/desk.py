"""Where in a draft an author is: what is there, the way to it, and saving what they sent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.assignment.errors import DraftChanged, NothingHere, TemplateRefused
from assessments.assignment.models import SectionTemplateDraft
from assessments.assignment.sheet.fields import Field
from assessments.assignment.sheet.sections import Section
from assessments.assignment.template_editor.domain import change_draft
from assessments.assignment.template_editor.editing import STEPS, Edit, Sections, found
from assessments.assignment.template_editor.forms import DraftForm
from assessments.assignment.template_editor.queries import drafts_of
from content.ui.screens import Step, screen

NAMES = ("draft", "section", "field", "column")


@dataclass(frozen=True, slots=True)
class Place:
    """A draft, or a section, a field or a column in it."""

    draft: SectionTemplateDraft
    sections: Sections
    steps: tuple[Section | Field, ...] = ()

    @property
    def section(self) -> Section:
        return self.steps[0]  # type: ignore[return-value]

    @property
    def field(self) -> Field:
        return self.steps[1]  # type: ignore[return-value]

    @property
    def column(self) -> Field:
        return self.steps[2]  # type: ignore[return-value]

    def url(self, name: str = "", *more: object) -> str:
        """A page of this place; without a name the place itself."""
        name = name or NAMES[len(self.steps)]
        args = [self.draft.pk, *(step.id for step in self.steps), *more]
        return reverse(f"lms_templates:{name}", args=args)

    @property
    def above(self) -> "Place":
        return Place(self.draft, self.sections, self.steps[:-1])

    @property
    def name(self) -> str:
        """What it is called."""
        if not self.steps:
            return self.draft.title
        step = self.steps[-1]
        return step.name if isinstance(step, Section) else step.label


def place_in(request: HttpRequest, pk: int, *keys: str) -> Place:
    """The place in one's own draft: ids of section, field and column as far as they go, or 404."""
    scope = drafts_of(request.user).select_related("template", "provider")
    draft = get_object_or_404(scope, pk=pk)
    sections = draft.parsed()
    steps: list[Section | Field] = []
    for key in keys:
        step = found(_below(sections, steps), key)
        if step is None:
            raise Http404
        steps.append(step)
    return Place(draft, sections, tuple(steps))


def _below(sections: Sections, steps: list[Section | Field]) -> tuple[Section | Field, ...]:
    """Sections, the fields of a section, the columns of a field."""
    if not steps:
        return sections
    last = steps[-1]
    return last.fields if isinstance(last, Section) else last.columns


def below_list(title: str, *trail: Step, **context: Any) -> dict[str, Any]:
    return screen(title, (reverse("lms_templates:list"), _("Section templates")), *trail, **context)


def below(place: Place, title: str, **context: Any) -> dict[str, Any]:
    """The context of a page below a place."""
    trail = [(step.url(), step.name) for step in _way_to(place)]
    return below_list(title, *trail, place=place, draft=place.draft, **context)


def at(place: Place, **context: Any) -> dict[str, Any]:
    """The context of the page of a place itself."""
    trail = [(step.url(), step.name) for step in _way_to(place)[:-1]]
    return below_list(place.name, *trail, place=place, draft=place.draft, **context)


def _way_to(place: Place) -> list[Place]:
    """The draft, and every place down to this one."""
    steps = place.steps
    return [Place(place.draft, place.sections, steps[:n]) for n in range(len(steps) + 1)]


@dataclass(frozen=True, slots=True)
class Action:
    """The button that was pressed: „save“, „add“, „up:id“, „open:id“."""

    verb: str
    key: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Action":
        verb, _colon, key = request.POST.get("action", "save").partition(":")
        return cls(verb, key)

    @property
    def moves(self) -> bool:
        return self.verb in STEPS


def save(
    request: HttpRequest, place: Place, form: DraftForm, edit: Edit, *, title: str = ""
) -> SectionTemplateDraft | None:
    """Into the draft; None where the form now says why not."""
    scope = drafts_of(request.user).filter(pk=place.draft.pk)
    try:
        return change_draft(scope, edit, version=form.seen, title=title)
    except NothingHere as error:
        raise Http404 from error
    except TemplateRefused as error:
        form.refuse(*error.reasons)
    except DraftChanged as error:
        form.refuse(str(error), version=error.version)
    return None


def address_after(
    request: HttpRequest,
    place: Place,
    action: Action,
    *,
    pages: Mapping[str, str],
    each: Mapping[str, str],
    known: Collection[str],
) -> str:
    """Where a button leads after saving: `pages` by its verb, `each` for one of the `known` ids."""
    if action.verb in pages:
        return place.url(pages[action.verb])
    if action.key in known and action.verb in each:
        return place.url(each[action.verb], action.key)
    if action.key in known and action.moves:
        return f"{place.url()}#{action.key}"
    if action.verb == "back":
        return f"{place.above.url()}#{place.steps[-1].id}"
    messages.success(request, _("Saved in your draft."))
    return place.url()
