"""What authors of a template type: the whole, a section, a field. Rules are in `rule_forms`."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from assessments.assignment.sheet.fields import Field, FieldKind
from assessments.assignment.sheet.forms import ROWS_AT_MOST
from assessments.assignment.sheet.sections import Section
from assessments.assignment.template_editor.choices import (
    ListRefused,
    lines,
    parse_choices,
    typed_choices,
)
from assessments.assignment.template_editor.words import ABOUT_KINDS, KINDS

LABEL_AT_MOST = 200
HELP_AT_MOST = 2_000
LIST_AT_MOST = 10_000
NUMBER_AT_MOST = 1_000_000_000
WITH_WORDS = (FieldKind.TEXT, FieldKind.LINE)
COUNTED = (FieldKind.NUMBER, FieldKind.ROWS)
ROWS_THEMSELVES = ("least", "most", "fixed", "of")
REFERRING = (FieldKind.PICK, FieldKind.PICKS, FieldKind.ROWS)


class DraftForm(forms.Form):
    """Something of a draft, with the version the draft was read in."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    @property
    def seen(self) -> int:
        """0 where nothing was said: no draft is that old."""
        return self.cleaned_data["version"] or 0

    def refuse(self, *reasons: str, version: int | None = None) -> None:
        """Shown with what was typed; with `version` the next try counts as having seen it."""
        for reason in reasons:
            self.add_error(None, reason)
        if version is not None:
            sent: Any = self.data.copy()
            sent[self.add_prefix("version")] = str(version)
            self.data = sent


class WholeForm(DraftForm):
    title = forms.CharField(label=_("Title of the template"), max_length=LABEL_AT_MOST)


class BeginForm(forms.Form):
    """A new template: what it is called, and its first section."""

    title = forms.CharField(
        label=_("Title of the template"),
        max_length=LABEL_AT_MOST,
        help_text=_("Participants read the title of the page, not this one."),
    )
    first = forms.CharField(label=_("Title of the first section"), max_length=LABEL_AT_MOST)


class SectionForm(DraftForm):
    title = forms.CharField(label=_("Title of the section"), max_length=LABEL_AT_MOST)
    required = forms.BooleanField(
        label=_("has to be written"),
        required=False,
        help_text=_("Work with nothing in it cannot be handed in."),
    )
    help = forms.CharField(
        label=_("Explanation"),
        required=False,
        max_length=HELP_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two or three sentences below the title: what belongs here."),
    )
    prompts = forms.CharField(
        label=_("Questions that help"),
        required=False,
        max_length=LIST_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("A line each. They stand beside the text."),
    )

    @classmethod
    def of(cls, section: Section | None, data: Any, *, version: int) -> "SectionForm":
        initial: dict[str, Any] = {"version": version, "required": True}
        if section:
            initial |= {
                "title": section.title,
                "required": section.required,
                "help": section.help,
                "prompts": "\n".join(section.prompts),
            }
        return cls(data, initial=initial)

    def section(self, before: Section) -> Section:
        """As `before`, with what was typed. Only of a valid form."""
        data = self.cleaned_data
        return replace(
            before,
            title=data["title"],
            required=data["required"],
            help=_plain(data["help"]),
            prompts=lines(data["prompts"]),
        )


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


class FieldForm(DraftForm):
    """A field or a column of one kind; the kind stays what it is."""

    label = forms.CharField(
        label=_("Name"),
        max_length=LABEL_AT_MOST,
        help_text=_("It can be reworded at any time; what was written stays with it."),
    )
    help = forms.CharField(
        label=_("Hint"),
        required=False,
        max_length=HELP_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence below the name."),
    )
    required = forms.BooleanField(label=_("has to be filled in"), required=False)
    choices = forms.CharField(
        label=_("Choices"),
        max_length=LIST_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "A line each. What stands before the colon is the key under which an answer is kept: "
            "leave it as it is. A new line needs none."
        ),
    )
    of = forms.ChoiceField(label=_("From these rows"))
    first = forms.CharField(
        label=_("Name of the first column"),
        max_length=LABEL_AT_MOST,
        help_text=_("It says what a row is about. You add the other columns afterwards."),
    )
    fixed = forms.CharField(
        label=_("Rows that are always there"),
        required=False,
        max_length=LIST_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "The name of each, a line each; people then write in the other columns. Empty: people "
            "add rows themselves."
        ),
    )
    words_at_most = forms.IntegerField(
        label=_("Words at most"), required=False, min_value=1, max_value=10_000
    )
    least = forms.IntegerField(
        label=_("At least"), required=False, min_value=-NUMBER_AT_MOST, max_value=NUMBER_AT_MOST
    )
    most = forms.IntegerField(
        label=_("At most"), required=False, min_value=-NUMBER_AT_MOST, max_value=NUMBER_AT_MOST
    )

    def __init__(
        self,
        data: Any = None,
        *,
        kind: FieldKind,
        field: Field | None,
        rows: dict[str, str],
        version: int,
    ) -> None:
        """`rows`: what can be referred to, by name. `field` is None where it is new."""
        super().__init__(data, initial={"version": version, **_initial(field)})
        self.kind, self.before = kind, field
        wanted = {
            "choices": kind is FieldKind.CHOICE,
            "of": kind in REFERRING,
            "first": kind is FieldKind.ROWS and field is None,
            "fixed": kind is FieldKind.ROWS and field is not None,
            "words_at_most": kind in WITH_WORDS,
            "least": kind in COUNTED,
            "most": kind in COUNTED,
        }
        for name, is_wanted in wanted.items():
            if not is_wanted:
                del self.fields[name]
        if kind in REFERRING:
            self._offer(rows)
        if kind is FieldKind.ROWS:
            self._count_rows()

    def _offer(self, rows: dict[str, str]) -> None:
        """The rows there are, and those the field refers to already."""
        now = self.before.of if self.before else ""
        found = {**({now: now} if now else {}), **rows}
        self.fields["of"].choices = [("", _("– please choose –")), *found.items()]

    def _count_rows(self) -> None:
        of, least, most = (self.fields[name] for name in ("of", "least", "most"))
        of.required, of.label = False, _("One row for each row of")
        of.choices = [("", _("no, rows of their own")), *of.choices[1:]]
        of.help_text = _("For instance: who does what, a row for each measure.")
        least.label, most.label = _("Rows at least"), _("Rows at most")
        for field in (least, most):
            field.validators += [MinValueValidator(1), MaxValueValidator(ROWS_AT_MOST)]
            field.widget.attrs |= {"min": 1, "max": ROWS_AT_MOST}

    @property
    def about_rows(self) -> list[BoundField]:
        """Which rows there are and how many; with new rows nobody has asked that yet."""
        return [self[name] for name in ROWS_THEMSELVES if name in self.fields and self._is_table]

    @property
    def about_itself(self) -> list[BoundField]:
        rows = {bound.name for bound in self.about_rows}
        return [bound for bound in self.visible_fields() if bound.name not in rows]

    @property
    def _is_table(self) -> bool:
        return self.kind is FieldKind.ROWS and self.before is not None

    @property
    def kind_name(self) -> Any:
        return KINDS[self.kind]

    @property
    def about_kind(self) -> Any:
        return ABOUT_KINDS[self.kind]

    def clean_choices(self) -> tuple[tuple[str, str], ...]:
        try:
            return parse_choices(
                self.cleaned_data["choices"], self.before.choices if self.before else ()
            )
        except ListRefused as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        least, most = cleaned.get("least"), cleaned.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", _("This is less than the smallest number."))
        if self.kind is FieldKind.ROWS:
            self._check_rows(cleaned)
        return cleaned

    def _check_rows(self, cleaned: dict[str, Any]) -> None:
        fixed = lines(cleaned.get("fixed", ""))
        if fixed and cleaned.get("of"):
            self.add_error("fixed", _("Rows are either always there or follow others, not both."))
        if len(set(fixed)) != len(fixed):
            self.add_error("fixed", _("Two of these rows have the same name."))
        if len(fixed) > ROWS_AT_MOST:
            said = _("These are too many: %(most)d rows at most.") % {"most": ROWS_AT_MOST}
            self.add_error("fixed", said)
        counted = cleaned.get("least") is not None or cleaned.get("most") is not None
        if counted and (fixed or cleaned.get("of")):
            self.add_error("least", _("Other rows settle how many there are; leave this empty."))

    def field(self) -> Field:
        """What was typed; a new field has no id before it is put somewhere."""
        data = self.cleaned_data
        before = self.before or Field(id="", label="", kind=self.kind, columns=self._first(data))
        return replace(
            before,
            label=data["label"],
            help=_plain(data["help"]),
            required=data["required"],
            choices=data.get("choices", ()),
            fixed=lines(data.get("fixed", "")),
            of=data.get("of", ""),
            words_at_most=data.get("words_at_most"),
            least=data.get("least"),
            most=data.get("most"),
        )

    def _first(self, data: dict[str, Any]) -> tuple[Field, ...]:
        label = data.get("first")
        if not label:
            return ()
        return (Field("", label, FieldKind.LINE, required=True),)


def _initial(field: Field | None) -> dict[str, Any]:
    if field is None:
        return {"required": True}
    return {
        "label": field.label,
        "help": field.help,
        "required": field.required,
        "choices": typed_choices(field.choices),
        "fixed": "\n".join(field.fixed),
        "of": field.of,
        "words_at_most": field.words_at_most,
        "least": field.least,
        "most": field.most,
    }


class CompareForm(forms.Form):
    """Which two versions; any other number is none."""

    before = forms.TypedChoiceField(label=_("Before"), coerce=int)
    after = forms.TypedChoiceField(label=_("After"), coerce=int)

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(n, _("Version %(n)s") % {"n": n}) for n in numbers]
        for field in self.fields.values():
            field.choices = choices


class PublishForm(forms.Form):
    """What was seen: the draft and the version it was compared with."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
