"""A reflection as its author sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils import timezone

from assessments.reflection.blocks import Prompt
from assessments.reflection.domain import fingerprint
from assessments.reflection.errors import ChangedElsewhere
from assessments.reflection.forms import ReflectionForm, field_name
from assessments.reflection.queries import Entry, own_entries
from assessments.reflection.readers import Reader
from content.foundation.crypto import SealingError, seal
from content.ui.dates import long_date

ANCHOR = "reflexion"


@dataclass(frozen=True, slots=True, repr=False)
class ShownText:
    """One prompt with the author's text. Without a `field` it cannot be opened now."""

    prompt: Prompt
    field: BoundField | None
    version: int
    seen: str
    save_url: str
    saved_at: datetime | None = None
    saved_on: str = ""
    delete_url: str = ""
    journal_url: str = ""
    readers: tuple[Reader, ...] = ()
    refusal: str = ""
    other: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class EarlierText:
    """A text whose prompt its authors have taken away."""

    text: str
    refusal: str
    saved_on: str
    delete_url: str


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    form: ReflectionForm
    texts: tuple[ShownText, ...]
    earlier: tuple[EarlierText, ...]
    action: str
    trouble: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Embedded:
    """A reflection in its lesson. Without `texts` somebody only sees what is asked."""

    title: str
    minutes: int
    prompts: tuple[Prompt, ...]
    texts: Shown | None
    anchor: str = ANCHOR
    template: str = "lms_assessments/reflection/embedded.html"


def show_reflection(
    prompts: tuple[Prompt, ...],
    user: Any,
    key: UUID,
    *,
    form: ReflectionForm | None = None,
    conflicts: Mapping[str, ChangedElsewhere] | None = None,
) -> Shown:
    """Everything the page draws. Two statements. A bound `form` shows what was typed."""
    entries = own_entries(user, key)
    texts = {entry.prompt_id: entry.text for entry in entries.values()}
    form = form or ReflectionForm(prompts, texts=texts)
    asked = {prompt.id for prompt in prompts}
    conflicts = conflicts or {}
    return Shown(
        form=form,
        texts=tuple(_text(p, entries.get(p.id), form, key, conflicts.get(p.id)) for p in prompts),
        earlier=tuple(_earlier(e, key) for e in entries.values() if e.prompt_id not in asked),
        action=reverse("assessments:save_reflection", kwargs={"key": key}),
        trouble=_trouble(),
    )


def _text(
    prompt: Prompt,
    entry: Entry | None,
    form: ReflectionForm,
    key: UUID,
    conflict: ChangedElsewhere | None,
) -> ShownText:
    refusal = entry.refusal if entry else ""
    bound = form[field_name(prompt.id)]
    return ShownText(
        prompt=prompt,
        # A closed text is not offered for writing over; what somebody has just typed is shown.
        field=None if refusal and not form.has_typed(prompt.id) else bound,
        version=entry.version if entry else 0,
        seen=fingerprint(entry.text if entry else ""),
        save_url=_url("save_reflection_text", key, prompt.id),
        **(_saved(entry.saved_at) if entry else {}),
        delete_url=_url("delete_reflection_text", key, prompt.id) if entry else "",
        journal_url=_url("journal_entry", key, prompt.id) if entry else "",
        readers=entry.readers if entry else (),
        refusal=refusal,
        other=conflict.text if conflict else None,
    )


def _earlier(entry: Entry, key: UUID) -> EarlierText:
    return EarlierText(
        text=entry.text,
        refusal=entry.refusal,
        saved_on=long_date(entry.saved_at),
        delete_url=_url("delete_reflection_text", key, entry.prompt_id),
    )


def _url(name: str, key: UUID, prompt_id: str) -> str:
    return reverse(f"assessments:{name}", kwargs={"key": key, "prompt_id": prompt_id})


def _saved(at: datetime) -> dict[str, Any]:
    """Today by the hour, earlier by the day."""
    is_today = timezone.localdate(at) == timezone.localdate()
    return {"saved_at": at} if is_today else {"saved_on": long_date(at)}


def _trouble() -> str:
    """Says before anybody has written that nothing could be saved now."""
    try:
        seal("", context="reflection")
    except SealingError as error:
        return str(error)
    return ""
