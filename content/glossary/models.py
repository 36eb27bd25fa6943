"""A word the course uses in its own way, and what it means here."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from content.foundation.german import slug_of, sort_key
from content.foundation.lines import as_lines, lines_of
from content.foundation.retention import Retention, keeps
from content.foundation.telling import Telling
from content.foundation.usage import GuardedQuerySet, refuse_if_used


@keeps(Retention.EDITORIAL)
class Term(Telling, index.Indexed, models.Model):
    """One entry of the glossary.

    Everything is plain text: the definition has to fit into a popover, a search result and a
    printed list alike. The slug never changes, because files, anchors and search results know it.
    """

    term = models.CharField(_("term"), max_length=120)
    slug = models.SlugField(
        _("short name"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("For addresses and files. Left empty, it is made of the term. It stays."),
    )
    definition = models.TextField(
        _("definition"), max_length=500, help_text=_("One to three sentences in plain words.")
    )
    synonyms = models.TextField(
        _("synonyms"), blank=True, help_text=_("One a line. The glossary refers to the term.")
    )
    more = models.TextField(
        _("further explanation"),
        blank=True,
        help_text=_("Only shown in the glossary. Blank lines separate paragraphs."),
    )
    see_also = models.ManyToManyField(
        "self", verbose_name=_("see also"), symmetrical=False, blank=True, related_name="+"
    )
    module = models.PositiveSmallIntegerField(_("module"), null=True, blank=True)

    objects: ClassVar[Any] = GuardedQuerySet.as_manager()

    search_fields = [
        index.SearchField("term", boost=4),
        index.SearchField("synonyms", boost=3),
        index.SearchField("definition"),
        index.SearchField("more"),
        index.AutocompleteField("term"),
        index.AutocompleteField("synonyms"),
        index.FilterField("module"),
    ]

    class Meta:
        verbose_name = _("Term")
        verbose_name_plural = _("Glossary")
        constraints = [
            models.UniqueConstraint(Lower("term"), name="lms_term_once"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="lms_term_has_slug"),
        ]

    def __str__(self) -> str:
        return self.term

    def get_absolute_url(self) -> str:
        return f"{reverse('content:glossary')}#{self.anchor}"

    @property
    def synonym_list(self) -> list[str]:
        return lines_of(self.synonyms)

    @property
    def in_order(self) -> str:
        return sort_key(self.term)

    @property
    def anchor(self) -> str:
        """The id of the entry in the glossary."""
        return f"begriff-{self.slug}"

    @property
    def popover(self) -> str:
        """The id of the popover on a page that marks the term."""
        return f"gloss-{self.slug}"

    def clean_fields(self, exclude: Any = None) -> None:
        self.term = " ".join(self.term.split())
        self.synonyms = as_lines(lines_of(self.synonyms))
        self.slug = self.slug or slug_of(self.term)
        super().clean_fields(exclude)

    def clean(self) -> None:
        super().clean()
        self.check_slug()
        self.check_names()

    def check_slug(self) -> None:
        if not self.slug:
            raise ValidationError({"slug": gettext("Please give a short name.")})
        stored = type(self).objects.filter(pk=self.pk).values_list("slug", flat=True).first()
        if stored and stored != self.slug:
            raise ValidationError({"slug": gettext("The short name stays as it is.")})

    def check_names(self, others: Iterable[tuple[str, str]] | None = None) -> None:
        """A word leads to one entry: term and synonyms belong to nobody else.

        `others` are (term, synonyms) of all other entries; left out, the database is asked.
        """
        own = [self.term, *self.synonym_list]
        if len({name.casefold() for name in own}) < len(own):
            raise ValidationError({"synonyms": gettext("A synonym must differ from the term.")})
        taken = _leads_to(self._others() if others is None else others)
        problems = {}
        for field, names in (("term", [self.term]), ("synonyms", self.synonym_list)):
            for name in names:
                if other := taken.get(name.casefold()):
                    problems[field] = gettext("“%(name)s” already belongs to “%(other)s”.") % {
                        "name": name,
                        "other": other,
                    }
        if problems:
            raise ValidationError(problems)

    def _others(self) -> Iterable[tuple[str, str]]:
        return type(self).objects.exclude(pk=self.pk).values_list("term", "synonyms")

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raises InUse while a text marks the term."""
        refuse_if_used(self)
        return super().delete(*args, **kwargs)


def _leads_to(entries: Iterable[tuple[str, str]]) -> dict[str, str]:
    """casefolded term or synonym → the term it leads to."""
    return {
        name.casefold(): term for term, synonyms in entries for name in (term, *lines_of(synonyms))
    }
