"""Rows that tell when they are written or deleted: rooms above keep lists and indexes of them.

Django's own model signals are not used (any listener hears any model); these are sent by the models
that say so, in the past tense and inside the transaction. Writing past the model (`update`, SQL)
tells nobody.
"""

from typing import Any

from django.db import models, transaction
from django.dispatch import Signal

# Arguments: instance. After a deletion it still has its primary key.
row_saved = Signal()
row_deleted = Signal()


class Telling(models.Model):
    """Tells of every `save()` and `delete()` of its own."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            row_saved.send(sender=type(self), instance=self)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        pk = self.pk
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            self.pk = pk
            row_deleted.send(sender=type(self), instance=self)
            self.pk = None
        return deleted
