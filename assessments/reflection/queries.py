"""What an author sees of their own texts. There is no query for anybody else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from assessments.participation import live_pages
from assessments.reflection.models import ReflectionEntry, context_of
from assessments.reflection.readers import Reader, readers_of, with_readers
from content.foundation.crypto import SealingError, unseal
from courses.curriculum.models import Activity

KIND = Activity.Kind.REFLECTION


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One text of one's own. `refusal` says why it cannot be opened now."""

    prompt_id: str
    version: int
    saved_at: datetime
    text: str = ""
    refusal: str = ""
    readers: tuple[Reader, ...] = ()


def reflection_page(user: Any, key: UUID) -> Any:
    """The page on which the user may write now, or None. One statement."""
    page = live_pages(user, key, KIND).first()
    return page if page and page.takes_part else None


def own_entries(user: Any, key: UUID) -> dict[str, Entry]:
    """The user's texts by prompt, also those whose prompt is gone, and who can read them.

    One statement, two where there are some.
    """
    rows = with_readers(ReflectionEntry.objects.of(user, key)).order_by("pk")
    return {row.prompt_id: open_entry(row, user) for row in rows}


def open_entry(row: ReflectionEntry, user: Any) -> Entry:
    """Needs `with_readers`."""
    facts: dict[str, Any] = {
        "prompt_id": row.prompt_id,
        "version": row.version,
        "saved_at": row.updated_at,
        "readers": readers_of(row),
    }
    try:
        return Entry(**facts, text=unseal(row.sealed, context=context_of(user, row.prompt_id)))
    except SealingError as error:
        return Entry(**facts, refusal=str(error))
