"""Module feedback as one person sees it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms.boundfield import BoundField
from django.urls import reverse

from assessments.feedback.forms import INTENTION_FIELD, FeedbackForm, IntentionForm
from assessments.feedback.queries import has_given, open_place
from assessments.feedback.questions import INTENTION, MISSING, SCALES
from assessments.reflection.domain import fingerprint
from assessments.reflection.queries import Entry, own_entries
from assessments.reflection.readers import Reader
from content.ui.dates import long_date


@dataclass(frozen=True, slots=True, repr=False)
class Intention:
    """The private text with what its form has to carry. Without a field it cannot be opened."""

    field: BoundField | None
    version: int
    seen: str
    refusal: str = ""
    saved_on: str = ""
    delete_url: str = ""
    journal_url: str = ""
    readers: tuple[Reader, ...] = ()
    other: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """`anonymous` is empty where somebody has answered or may not answer."""

    form: IntentionForm
    anonymous: tuple[BoundField, ...]
    intention: Intention
    action: str
    given: bool = False


def show_feedback(
    user: Any, key: UUID, *, form: IntentionForm | None = None, other: str | None = None
) -> Shown:
    """For somebody with a place. Three statements at most; a bound `form` shows what was typed."""
    entry = own_entries(user, key).get(INTENTION)
    text = entry.text if entry else ""
    if open_place(user, key):
        form = form or FeedbackForm(text=text)
        asked = [form[name] for name in (*(scale.id for scale in SCALES), MISSING)]
        return Shown(
            form=form,
            anonymous=tuple(asked),
            intention=_intention(form, key, entry, other),
            action=_url("give_feedback", key),
        )
    form = form or IntentionForm(text=text)
    return Shown(
        form=form,
        anonymous=(),
        intention=_intention(form, key, entry, other),
        action=_url("keep_intention", key),
        given=has_given(user, key),
    )


def _intention(form: IntentionForm, key: UUID, entry: Entry | None, other: str | None) -> Intention:
    refusal = entry.refusal if entry else ""
    return Intention(
        # A closed text is not offered for writing over; what somebody has just typed is shown.
        field=None if refusal and not form.has_typed(INTENTION) else form[INTENTION_FIELD],
        version=entry.version if entry else 0,
        seen=fingerprint(entry.text if entry else ""),
        refusal=refusal,
        saved_on=long_date(entry.saved_at) if entry else "",
        delete_url=_url("delete_reflection_text", key, prompt_id=INTENTION) if entry else "",
        journal_url=_url("journal_entry", key, prompt_id=INTENTION) if entry else "",
        readers=entry.readers if entry else (),
        other=other,
    )


def _url(name: str, key: UUID, **more: str) -> str:
    return reverse(f"assessments:{name}", kwargs={"key": key, **more})
