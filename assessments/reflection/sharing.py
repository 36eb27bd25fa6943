"""Sharing one text with one person of the team, and taking it back. Nothing here is audited."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.reflection.errors import ChangedElsewhere, NothingToShare, NotInTeam
from assessments.reflection.models import ReflectionEntry, SharedEntry
from assessments.reflection.readers import in_force
from content.foundation.crypto import seal, unseal
from content.foundation.people import display_name
from content.foundation.queue import enqueue
from courses.cohorts.models import CohortRole
from courses.cohorts.policies import TEACHING_ROLES, enrolments_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a text may be shared with: a person of the team of one of the author's cohorts."""

    pk: int
    reader_id: Any
    enrolment_id: int
    name: str
    role: str
    cohort: str


@dataclass(frozen=True, slots=True, repr=False)
class Copy:
    """What the reader sees: the prompt, where it stands, the text. Nothing else."""

    asked: str
    place: str
    text: str


def candidates(user: Any) -> tuple[Candidate, ...]:
    """Who teaches the cohorts in which the user has a place, by name. One statement."""
    own = enrolments_of(user).filter(cohort=OuterRef("cohort")).order_by("pk").values("pk")[:1]
    roles = (
        CohortRole.objects.filter(role__in=TEACHING_ROLES, user__is_active=True)
        .exclude(user=user)
        .annotate(own_place=Subquery(own))
        .exclude(own_place=None)
        .select_related("user", "cohort")
        .order_by("-cohort__starts_on", "user__last_name", "user__first_name", "pk")
    )
    return tuple(_once(roles))


def _once(roles: Iterable[Any]) -> Iterable[Candidate]:
    """A person with two roles in a cohort is named once, a person of two cohorts twice."""
    seen = set()
    for role in roles:
        if (role.cohort_id, role.user_id) not in seen:
            seen.add((role.cohort_id, role.user_id))
            yield Candidate(
                pk=role.pk,
                reader_id=role.user_id,
                enrolment_id=role.own_place,
                name=display_name(role.user),
                role=role.get_role_display(),
                cohort=role.cohort.title,
            )


@transaction.atomic
def share(
    user: Any,
    *,
    key: UUID,
    prompt_id: str,
    role: int,
    version: int,
    place: str,
    now: datetime | None = None,
) -> SharedEntry:
    """Seal a copy of one's text for somebody of the team; an earlier copy for them goes.

    `role` is the `pk` of a candidate, `version` the one the author has just seen. Raises NotInTeam,
    NothingToShare for an empty text, ChangedElsewhere if the text is another by now, and
    SealingError. Side effect: at most one mail a day to the reader, without a name or a word of it.
    """
    entry = ReflectionEntry.objects.of(user, key).select_for_update().get(prompt_id=prompt_id)
    reader = next((found for found in candidates(user) if found.pk == role), None)
    if reader is None:
        raise NotInTeam(_("This person is no longer in the team. Please choose somebody else."))
    text = unseal(entry.sealed, context=entry.context)
    if entry.version != version:
        sentence = _("This text was changed in another window in the meantime.")
        raise ChangedElsewhere(sentence, version=entry.version, text=text)
    if not text.strip():
        raise NothingToShare(_("This text is empty. There is nothing to share."))
    entry.copies.filter(reader=reader.reader_id).delete()
    copy = SharedEntry(
        entry=entry,
        enrolment_id=reader.enrolment_id,
        reader_id=reader.reader_id,
        version=version,
        shared_at=now or timezone.now(),
    )
    words = json.dumps([entry.asked, place, text], ensure_ascii=False)
    sealed = seal(words, context=copy.context)
    copy.key_id, copy.ciphertext = sealed.key_id, sealed.ciphertext
    copy.save()
    enqueue("assessments.reflection.tasks.tell_reader", copy.pk)
    return copy


def take_back(user: Any, *, key: UUID, prompt_id: str, copy: UUID) -> bool:
    """Delete a copy of one's text at once. False if there is none (any more)."""
    own = SharedEntry.objects.of_entry(user, key, prompt_id)
    return bool(own.filter(key=copy).delete()[0])


def forget_ended() -> int:
    """Delete the copies of people who left a team or a cohort; returns how many."""
    kept = in_force(SharedEntry.objects.all()).values("pk")
    return SharedEntry.objects.exclude(pk__in=kept).delete()[0]


# — What the reader sees ——————————————————————————————————————————————————————————


def shared_with(user: Any) -> QuerySet[SharedEntry]:
    """What was shared with the user, the latest first. Nothing for anybody else."""
    if not getattr(user, "is_authenticated", False):
        return SharedEntry.objects.none()
    copies = in_force(SharedEntry.objects.filter(reader=user))
    return copies.select_related("enrolment__user", "enrolment__cohort").order_by(
        "-shared_at", "-pk"
    )


def open_copy(row: SharedEntry) -> Copy:
    """Raises SealingError if it cannot be opened."""
    return Copy(*json.loads(unseal(row.sealed, context=row.context)))
