"""Letters of the coordination to people of a cohort."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.foundation.retention import Retention, keeps


def forget_letters(user_id: Any) -> int:
    """Letters to one person go with that person; those to many lose the name of the reader."""
    gone = Letter.objects.filter(copies__enrolment__user=user_id, single=True).delete()[0]
    return gone + LetterCopy.objects.filter(enrolment__user=user_id).delete()[0]


@keeps(Retention.COURSEWORK, eraser=forget_letters)
class Letter(models.Model):
    """What the coordination writes to its cohort. Lies behind the login; the mail only says so.

    It goes out once at `send_at`; until then it can be changed or taken back.
    """

    cohort = models.ForeignKey(
        "lms_courses.Cohort", on_delete=models.CASCADE, related_name="letters"
    )
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"))
    # To one person, chosen by hand; otherwise to everybody who takes part when it goes out.
    single = models.BooleanField(default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    send_at = models.DateTimeField(_("goes out"))
    sent_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-send_at", "-pk"]

    def __str__(self) -> str:
        return self.subject


@keeps(Retention.COURSEWORK)
class LetterCopy(models.Model):
    """One reader of a letter. Nothing here says whether or when it was read."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="copies")
    enrolment = models.ForeignKey(
        "lms_courses.Enrolment", on_delete=models.CASCADE, related_name="letters"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "enrolment"], name="lms_letter_copy_once"),
        ]
