"""Private texts. They are sealed from the first row on; only their author ever sees one.

No role, no admin screen, no log and no search knows whether somebody has written at all. The one
exception is an act of the author: a sealed copy for one named person, until it is taken back.
"""

import uuid
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.foundation.crypto import Sealed
from content.foundation.retention import Retention, keeps
from content.foundation.sealed import SealedField, seals


class ReflectionEntryQuerySet(models.QuerySet["ReflectionEntry"]):
    def of(self, user: Any, key: UUID) -> "ReflectionEntryQuerySet":
        return self.filter(user=user, activity_key=key)


def erase_entries(user_id: Any) -> int:
    return ReflectionEntry.objects.filter(user_id=user_id).delete()[0]


@seals(SealedField(_("Private texts"), context=lambda row: row.context))
@keeps(Retention.REFLECTION, eraser=erase_entries)
class ReflectionEntry(models.Model):
    """One person's answer to one prompt, readable with the key `key_id` alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    activity_key = models.UUIDField()
    prompt_id = models.CharField(max_length=64)
    # The prompt as it stood there, for when its page is gone. Course text, nothing of the author's.
    asked = models.CharField(max_length=300, blank=True)
    key_id = models.CharField(max_length=40)
    ciphertext = models.BinaryField()
    # Grows with every change; its first value is a time, so that a text written anew after a
    # deletion never looks like the one another window still has.
    version = models.PositiveBigIntegerField()
    updated_at = models.DateTimeField(default=timezone.now)

    objects = ReflectionEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "activity_key", "prompt_id"], name="lms_reflection_entry_once"
            ),
        ]

    def __str__(self) -> str:
        return ""

    @property
    def sealed(self) -> Sealed:
        return Sealed(self.key_id, bytes(self.ciphertext))

    @property
    def context(self) -> str:
        """What the sealed text is bound to: this person and this prompt."""
        return f"reflection:{self.user_id}:{self.prompt_id}"


def context_of(user: Any, prompt_id: str) -> str:
    """The context of a text that has no row yet."""
    return ReflectionEntry(user_id=user.pk, prompt_id=prompt_id).context


class SharedEntryQuerySet(models.QuerySet["SharedEntry"]):
    def of_entry(self, user: Any, key: UUID, prompt_id: str) -> "SharedEntryQuerySet":
        """Copies of one's own text."""
        return self.filter(entry__user=user, entry__activity_key=key, entry__prompt_id=prompt_id)


def erase_shares(user_id: Any) -> int:
    """What somebody shared, and what was shared with them."""
    either = models.Q(entry__user=user_id) | models.Q(reader=user_id)
    return SharedEntry.objects.filter(either).delete()[0]


@seals(SealedField(_("Shared copies of private texts"), context=lambda row: row.context))
@keeps(Retention.REFLECTION, eraser=erase_shares)
class SharedEntry(models.Model):
    """A copy of one text for one person of the cohort's team, as it was at `shared_at`.

    The copy goes with the text, when it is taken back, and when its reader leaves the team.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(ReflectionEntry, on_delete=models.CASCADE, related_name="copies")
    # The author's place in the cohort to whose team the reader belongs.
    enrolment = models.ForeignKey(
        "lms_courses.Enrolment", on_delete=models.CASCADE, related_name="+"
    )
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key_id = models.CharField(max_length=40)
    ciphertext = models.BinaryField()
    version = models.PositiveBigIntegerField()  # of the text, so that later changes can be told
    shared_at = models.DateTimeField(default=timezone.now)

    objects = SharedEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "reader"], name="lms_entry_shared_once"),
        ]

    def __str__(self) -> str:
        return ""

    @property
    def sealed(self) -> Sealed:
        return Sealed(self.key_id, bytes(self.ciphertext))

    @property
    def context(self) -> str:
        """What the sealed copy is bound to: this act of sharing and its reader."""
        return f"shared-reflection:{self.key}:{self.reader_id}"
