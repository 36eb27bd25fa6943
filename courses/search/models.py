"""What can be found, in the words in which it is found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.foundation.retention import Retention, keeps


@keeps(Retention.EDITORIAL)
class SearchEntry(models.Model):
    """The words of one thing: as people read them, and as the database compares them.

    A lesson has two editions: what everybody may know of it, and the whole of it for its readers.
    Each person searches through one of the two, so a word of a protected text can give nothing
    away, neither as a hit nor in the order of hits nor in an excerpt.

    Triggers keep the full-text table of SQLite in step, PostgreSQL computes a column (migration).
    An entry never says that something may be seen: that is asked of the things themselves.
    """

    class Kind(models.TextChoices):
        LESSON = "lesson", _("Lesson")
        METHOD = "method", _("Method card")
        TERM = "term", _("Term")
        SOURCE = "source", _("Source")

    class Edition(models.TextChoices):
        OPEN = "open", _("for everybody")
        FULL = "full", _("for readers")

    kind = models.CharField(max_length=10, choices=Kind)
    object_id = models.PositiveBigIntegerField()
    edition = models.CharField(max_length=10, choices=Edition, default=Edition.OPEN)

    # Read by people.
    title = models.TextField()
    keys = models.TextField(blank=True)  # what stands for it beside the title: number, synonyms
    text = models.TextField(blank=True)

    # Compared by the database; `fulltext.indexed()` makes them.
    title_index = models.TextField()
    keys_index = models.TextField(blank=True)
    text_index = models.TextField(blank=True)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "edition"], name="lms_search_entry_once"
            )
        ]
