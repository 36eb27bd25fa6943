"""What reviewers fill in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from assessments.assignment.domain.reviewing import Judgement
from assessments.assignment.reading import Part, ReadSection
from assessments.assignment.rubric import LEVELS, Criterion, Rubric, judge
from content.ui.widgets import DateInput

LETTER_AT_MOST = 10_000
COMMENT_AT_MOST = 4_000
END_OF_DAY = time(23, 59)


@dataclass(frozen=True, slots=True)
class CriterionFields:
    criterion: Criterion
    places: tuple[ReadSection, ...]  # the sections where it shows
    score: BoundField
    comment: BoundField
    earlier: Any = None  # what was said about the version before, as `queries.Scored`


@dataclass(frozen=True, slots=True)
class PartField:
    """A part of the version as it was handed in, with the field for its comment."""

    part: Part
    comment: BoundField


@dataclass(frozen=True, slots=True)
class SectionFields:
    """A section of the version: the fields of a sheet, and the section as a whole."""

    section: ReadSection
    fields: tuple[PartField, ...]
    whole: PartField


class ReviewForm(forms.Form):
    """Headline, letter, a level and a comment a criterion, a comment a section.

    `partial=True` is for saving on the way: nothing is required then, but everything has a limit.
    An opinion asks for the levels alone. `allowed` leaves fewer levels of a criterion to choose.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    headline = forms.CharField(
        label=_("Headline"),
        max_length=200,
        error_messages={"required": _("Please write a headline.")},
        help_text=_("One sentence that says where the work stands. The person reads it first."),
    )
    letter = forms.CharField(
        label=_("Letter"),
        max_length=LETTER_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Please write a few sentences.")},
        help_text=_("What carries the work, what is missing, and how long it will take."),
    )
    due_on = forms.DateField(
        label=_("New version by"),
        required=False,
        widget=DateInput,
        help_text=_("Only when asking for a revision. Until the end of that day."),
    )

    def __init__(
        self,
        *args: Any,
        rubric: Rubric,
        sections: tuple[ReadSection, ...],
        partial: bool = False,
        is_opinion: bool = False,
        allowed: Mapping[str, tuple[int, ...]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rubric, self.sections, self.partial = rubric, sections, partial
        self.allowed = allowed or {}
        for criterion in rubric.criteria:
            self.fields[f"score-{criterion.id}"] = self._score(criterion)
            self.fields[f"comment-{criterion.id}"] = self._comment(_("Comment"))
        for section in sections:
            for part in section.fields:
                label = _("Comment on “%(field)s”") % {"field": part.label}
                self.fields[f"section-{part.key}"] = self._comment(label)
            self.fields[f"section-{section.id}"] = self._comment(_("Comment on this section"))
        for name in self.fields if partial else ("headline", "letter") if is_opinion else ():
            self.fields[name].required = False

    def _score(self, criterion: Criterion) -> forms.TypedChoiceField:
        words = self.rubric.words
        return forms.TypedChoiceField(
            label=criterion.title,
            coerce=int,
            empty_value=None,
            error_messages={"required": _("Please choose a level.")},
            widget=forms.RadioSelect,
            choices=[
                (n, format_html("<b>{} · {}</b> {}", n, words[n], criterion.levels[n]))
                for n in self.allowed.get(criterion.id, LEVELS)
            ],
        )

    def _comment(self, label: Any) -> forms.CharField:
        return forms.CharField(
            label=label,
            required=False,
            max_length=COMMENT_AT_MOST,
            # A line that grows: a plan has some hundred and twenty of them.
            widget=AdminAutoHeightTextInput(),
        )

    def criteria(self, earlier: Mapping[str, Any] | None = None) -> Iterator[CriterionFields]:
        for criterion in self.rubric.criteria:
            yield CriterionFields(
                criterion,
                places=tuple(s for s in self.sections if s.id in criterion.sections),
                score=self[f"score-{criterion.id}"],
                comment=self[f"comment-{criterion.id}"],
                earlier=(earlier or {}).get(criterion.id),
            )

    def section_fields(
        self, sections: tuple[ReadSection, ...] | None = None
    ) -> Iterator[SectionFields]:
        """`sections` may say more of the same sections than the form was made with."""
        for section in sections or self.sections:
            yield SectionFields(
                section,
                fields=tuple(self._with_comment(part) for part in section.fields),
                whole=self._with_comment(section.whole),
            )

    def _with_comment(self, part: Part) -> PartField:
        return PartField(part, self[f"section-{part.key}"])

    def clean_due_on(self) -> Any:
        day = self.cleaned_data.get("due_on")
        if day and not self.partial and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return day

    def clean(self) -> dict[str, Any]:
        """A person who is told what is wrong is also told where."""
        cleaned = super().clean() or {}
        cleaned["version"] = cleaned.get("version") or 0
        return cleaned

    def content(self) -> dict[str, Any]:
        """What a draft keeps, as JSON."""
        data = self.cleaned_data
        due_on = data.get("due_on")
        return {
            "headline": data.get("headline", ""),
            "letter": data.get("letter", ""),
            "due_on": due_on.isoformat() if due_on else "",
            "scores": self._given("score"),
            "criterion_comments": self._given("comment"),
            "section_comments": self._given("section"),
        }

    def _given(self, kind: str) -> dict[str, Any]:
        prefix = f"{kind}-"
        found = {n: v for n, v in self.cleaned_data.items() if n.startswith(prefix)}
        return {name.removeprefix(prefix): value for name, value in found.items() if value}

    def verdict(self) -> Any:
        return judge(self.rubric, self._given("score"))


def fields_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """The draft's content by field name, for the form and for showing the other text."""
    return {
        "headline": content.get("headline", ""),
        "letter": content.get("letter", ""),
        "due_on": content.get("due_on", ""),
        **{f"score-{key}": value for key, value in content.get("scores", {}).items()},
        **{f"comment-{key}": text for key, text in content.get("criterion_comments", {}).items()},
        **{f"section-{key}": text for key, text in content.get("section_comments", {}).items()},
    }


def judgement_of(content: Mapping[str, Any]) -> Judgement:
    """What a draft would decide. The new deadline is the end of the chosen day."""
    day = parse_date(content.get("due_on") or "")
    return Judgement(
        headline=content.get("headline", ""),
        letter=content.get("letter", ""),
        scores=content.get("scores", {}),
        criterion_comments=content.get("criterion_comments", {}),
        section_comments=content.get("section_comments", {}),
        due_at=end_of(day) if day else None,
    )


def end_of(day: date) -> datetime:
    """The last minute of a day, here."""
    return timezone.make_aware(datetime.combine(day, END_OF_DAY))


class AgreedForm(forms.Form):
    """The levels two people agreed on after talking: a level and a sentence why, a criterion."""

    def __init__(
        self, *args: Any, rubric: Rubric, criteria: list[Criterion], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"level-{criterion.id}"] = forms.TypedChoiceField(
                label=_("Agreed level"),
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                choices=[(n, f"{n} · {rubric.words[n]}") for n in LEVELS],
            )
            self.fields[f"reason-{criterion.id}"] = forms.CharField(
                label=_("Why this level"),
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("One sentence. Only reviewers read it."),
            )

    def rows(self) -> Iterator[tuple[Criterion, BoundField, BoundField]]:
        for criterion in self.criteria:
            yield criterion, self[f"level-{criterion.id}"], self[f"reason-{criterion.id}"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for criterion in self.criteria:
            level, reason = f"level-{criterion.id}", f"reason-{criterion.id}"
            if cleaned.get(level) and not cleaned.get(reason):
                self.add_error(reason, _("Please write a sentence why."))
            if cleaned.get(reason) and not cleaned.get(level):
                self.add_error(level, _("Please choose a level."))
        if not self.errors and not self.agreed():
            raise forms.ValidationError(_("Please choose the agreed level of a criterion."))
        return cleaned

    def agreed(self) -> dict[str, dict[str, Any]]:
        """{criterion id: {"level", "reason"}} of what was filled in."""
        data = self.cleaned_data
        return {
            c.id: {"level": data[f"level-{c.id}"], "reason": data[f"reason-{c.id}"].strip()}
            for c in self.criteria
            if data.get(f"level-{c.id}")
        }


class ReleaseForm(forms.Form):
    """The people to release. Their choice is checked again by the domain."""

    people = forms.TypedMultipleChoiceField(
        label=_("Participants"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one person.")},
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = people


class MoreTimeForm(forms.Form):
    until = forms.DateField(
        label=_("New deadline"), widget=DateInput, help_text=_("Until the end of that day.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stays in the log and is read by whoever asks later."),
    )

    def clean_until(self) -> Any:
        if self.cleaned_data["until"] < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return self.cleaned_data["until"]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stays in the log and is read by whoever asks later."),
    )


class HandInForm(forms.Form):
    """The last look before handing in; in a team also that it is for all of them, by name."""

    team = forms.CharField(widget=forms.HiddenInput, required=False)
    for_all = forms.BooleanField(
        error_messages={"required": _("Please tick the box: you hand in for all of you.")},
    )
    checked = forms.BooleanField(
        label=_("This work names roles instead of people and no telephone numbers."),
        error_messages={"required": _("Please check this and tick the box.")},
    )

    def __init__(self, *args: Any, team: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        """`team`: key of the place and name of everybody who writes it, where there are several."""
        super().__init__(*args, **kwargs)
        if len(team) > 1:
            self.initial["team"] = ",".join(str(place) for place, _name in team)
            names = ", ".join(name for _place, name in team)
            label = gettext("I hand in for all of us: %(names)s. They know.")
            self.fields["for_all"].label = label % {"names": names}
        else:
            del self.fields["for_all"]

    @property
    def confirmed(self) -> list[int]:
        """The places whose names were read."""
        return [int(place) for place in self.cleaned_data["team"].split(",") if place.isdecimal()]
