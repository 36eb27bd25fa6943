"""One field a prompt."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from assessments.reflection.blocks import Prompt
from assessments.reflection.domain import Typed, check_length
from assessments.reflection.errors import TooLong

ROWS = 8


def field_name(prompt_id: str) -> str:
    return f"text-{prompt_id}"


def _short_enough(text: str) -> None:
    try:
        check_length(text)
    except TooLong as error:
        raise ValidationError(str(error)) from error


class ReflectionForm(forms.Form):
    """All texts of a reflection, or some: what a post leaves out stays as it is."""

    use_required_attribute = False

    def __init__(
        self, prompts: Sequence[Prompt], data: Any = None, *, texts: dict[str, str] | None = None
    ) -> None:
        known = texts or {}
        super().__init__(
            data,
            auto_id="id-%s",
            initial={field_name(key): text for key, text in known.items()},
        )
        self.prompts = prompts
        for prompt in prompts:
            self.fields[field_name(prompt.id)] = forms.CharField(
                label=prompt.text,
                help_text=prompt.help,
                required=False,
                strip=False,
                validators=[_short_enough],
                widget=forms.Textarea(attrs={"rows": ROWS}),
            )

    def has_typed(self, prompt_id: str) -> bool:
        return self.is_bound and field_name(prompt_id) in self.data

    @property
    def typed(self) -> dict[str, Typed]:
        """What came with the post, by prompt. Only for a valid form."""
        return {
            prompt.id: Typed(
                text=self.cleaned_data[field_name(prompt.id)],
                version=_number(self.data.get(f"version-{prompt.id}") or self.data.get("version")),
                seen=self.data.get(f"seen-{prompt.id}", ""),
                asked=prompt.text,
            )
            for prompt in self.prompts
            if self.has_typed(prompt.id)
        }


def _number(value: Any) -> int:
    return int(value) if str(value or "").isdecimal() else 0
