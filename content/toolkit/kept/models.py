"""„Mein Koffer“: the cards somebody keeps, each with a private note.

What somebody keeps is theirs alone: no role, no admin screen and no log shows it. Notes are sealed
like reflections, because people write down the case for which they need the card.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.foundation.crypto import Sealed
from content.foundation.retention import Retention, keeps
from content.foundation.sealed import SealedField, seals


class KeptCardQuerySet(models.QuerySet["KeptCard"]):
    def of(self, user: Any) -> "KeptCardQuerySet":
        """In the order of their owner. Nothing for the anonymous."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user=user).order_by("position", "pk")

    def inside(self) -> "KeptCardQuerySet":
        return self.filter(removed_at=None)

    def removed(self) -> "KeptCardQuerySet":
        return self.exclude(removed_at=None)


def erase_kept_cards(user_id: Any) -> int:
    return KeptCard.objects.filter(user_id=user_id).delete()[0]


@seals(SealedField(_("Notes on method cards"), context=lambda row: row.context))
@keeps(Retention.ACCOUNT, eraser=erase_kept_cards)
class KeptCard(models.Model):
    """One card in somebody's Koffer. Outlives the card, so that no note is lost with it."""

    # Wagtail's index of references is open to editors; what somebody keeps is nobody's business.
    wagtail_reference_index_ignore = True

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    card = models.ForeignKey(
        "lms_content.MethodPage", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    title = models.CharField(max_length=255)  # what the note is about when the card is gone
    position = models.PositiveIntegerField()
    key_id = models.CharField(max_length=40, blank=True)
    ciphertext = models.BinaryField(default=bytes)
    # Grows with every change; its first value is a time, so that a note written anew after a
    # deletion never looks like the one another window still has. 0: never written.
    version = models.PositiveBigIntegerField(default=0)
    noted_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    objects = KeptCardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "card"], name="lms_card_kept_once"),
        ]

    def __str__(self) -> str:
        return ""

    @property
    def sealed(self) -> Sealed:
        return Sealed(self.key_id, bytes(self.ciphertext))

    @property
    def has_note(self) -> bool:
        return bool(self.ciphertext)

    @property
    def context(self) -> str:
        """What the sealed note is bound to: this person and this row."""
        return f"kept-card:{self.user_id}:{self.pk}"
