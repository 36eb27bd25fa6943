"""Writing and deleting one's private texts. Nothing here is logged, audited or recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from assessments.reflection.errors import ChangedElsewhere, TooLong
from assessments.reflection.models import ReflectionEntry, context_of
from content.foundation.crypto import seal, unseal

LONGEST = 20_000


@dataclass(frozen=True, slots=True, repr=False)
class Typed:
    """A text as it came from a form. `version` is the one it started from, 0 for a new text;
    `seen` the fingerprint of the text that stood in the field then, `asked` the prompt above it.
    """

    text: str
    version: int
    seen: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    version: int
    saved_at: datetime


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def plain(text: str) -> str:
    """Browsers end lines their own way; the same text must not look changed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def write(
    user: Any,
    *,
    key: UUID,
    prompt_id: str,
    typed: Typed,
    now: datetime | None = None,
) -> Written:
    """Seal one text and store it as the next version. Writing the same text again changes nothing.

    Raises TooLong above 20,000 characters, ChangedElsewhere if another window saved in between,
    and SealingError if the key is missing or the stored text cannot be opened: what cannot be
    read is never written over.
    """
    now = now or timezone.now()
    check_length(typed.text)
    try:
        with transaction.atomic():
            return _write(user, key, prompt_id, typed, now)
    except IntegrityError:
        # Two windows began the same text at the same moment.
        with transaction.atomic():
            return _write(user, key, prompt_id, typed, now)


def _write(user: Any, key: UUID, prompt_id: str, typed: Typed, now: datetime) -> Written:
    own = ReflectionEntry.objects.of(user, key).filter(prompt_id=prompt_id)
    row = own.select_for_update().first()
    context = context_of(user, prompt_id)
    text = plain(typed.text)
    stored = unseal(row.sealed, context=context) if row else ""
    version = row.version if row else 0
    if text == stored:
        return Written(version, row.updated_at if row else now)
    if typed.version != version:
        raise ChangedElsewhere(
            _("This text was changed in another window in the meantime."),
            version=version,
            text=stored,
        )
    row = row or ReflectionEntry(
        user=user, activity_key=key, prompt_id=prompt_id, version=int(now.timestamp())
    )
    sealed = seal(text, context=context)
    row.key_id, row.ciphertext = sealed.key_id, sealed.ciphertext
    row.version, row.updated_at = row.version + 1, now
    row.asked = typed.asked or row.asked
    row.save()
    return Written(row.version, row.updated_at)


def write_all(
    user: Any, *, key: UUID, typed: Mapping[str, Typed], now: datetime | None = None
) -> dict[str, ChangedElsewhere]:
    """Store what was changed in a form with several texts: all of it or, if some were changed
    elsewhere meanwhile, nothing; those are returned by prompt. Otherwise raises as `write` does.
    """
    edited = {
        prompt_id: item
        for prompt_id, item in typed.items()
        if fingerprint(plain(item.text)) != item.seen
    }
    conflicts: dict[str, ChangedElsewhere] = {}
    with transaction.atomic():
        for prompt_id, item in edited.items():
            try:
                write(user, key=key, prompt_id=prompt_id, typed=item, now=now)
            except ChangedElsewhere as conflict:
                conflicts[prompt_id] = conflict
        if conflicts:
            transaction.set_rollback(True)
    return conflicts


def check_length(text: str) -> None:
    length = len(plain(text))
    if length > LONGEST:
        raise TooLong(
            _(
                "A text may have %(longest)s characters. This one has %(length)s. "
                "Please shorten it; what you typed is still here."
            )
            % {
                "longest": number_format(LONGEST, force_grouping=True),
                "length": number_format(length, force_grouping=True),
            }
        )


def delete_entry(user: Any, *, key: UUID, prompt_id: str) -> bool:
    """Delete one's own text for good, and every copy of it. False if there is none (any more)."""
    own = ReflectionEntry.objects.of(user, key).filter(prompt_id=prompt_id)
    return bool(own.delete()[0])
