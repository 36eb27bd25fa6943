"""A work the texts rely on. Its fields are those of a BibTeX entry, in plain words."""

import re
from typing import Any, ClassVar

from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from content.foundation.german import slug_of
from content.foundation.lines import as_lines, lines_of
from content.foundation.retention import Retention, keeps
from content.foundation.telling import Telling
from content.foundation.usage import GuardedQuerySet, refuse_if_used
from content.sources.style import Work, full_form, short_form

YEAR = re.compile(r"\d{4}[a-z]?|\d{4}–\d{4}|o\. J\.|im Erscheinen")
DOI = re.compile(r"10\.\d{4,9}/\S+")
# How people write a DOI when they copy it from somewhere.
DOI_BEFORE = re.compile(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


@keeps(Retention.EDITORIAL)
class Source(Telling, index.Indexed, models.Model):
    """One work. The slug is its cite key and never changes: files and texts know it."""

    class Kind(models.TextChoices):
        BOOK = "book", _("book")
        ARTICLE = "article", _("article in a journal")
        CHAPTER = "chapter", _("chapter in a book")
        REPORT = "report", _("report, guide, study")
        WEB = "web", _("web page")
        LAW = "law", _("law")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.BOOK)
    slug = models.SlugField(
        _("cite key"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("For instance glasl-2020. Left empty, it is made of name and year. It stays."),
    )
    authors = models.TextField(
        pgettext_lazy("of a source", "authors"),
        blank=True,
        help_text=_("One a line: Nachname, Vorname. Or an organisation."),
    )
    editors = models.TextField(
        _("editors"), blank=True, help_text=_("One a line: Nachname, Vorname. Or an organisation.")
    )
    shorthand = models.CharField(
        _("short form"),
        max_length=60,
        blank=True,
        help_text=_("Instead of the name in the text, for instance GG or DEZA."),
    )
    title = models.CharField(_("title"), max_length=300, help_text=_("With the subtitle."))
    container = models.CharField(
        _("published in"),
        max_length=300,
        blank=True,
        help_text=_("Journal, book or website; for a law where it was promulgated."),
    )
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    year = models.CharField(
        _("year"), max_length=20, blank=True, help_text=_("2020, 2002–2012 or “o. J.”")
    )
    volume = models.CharField(_("volume"), max_length=60, blank=True)
    issue = models.CharField(_("issue"), max_length=40, blank=True)
    pages = models.CharField(_("pages"), max_length=40, blank=True, help_text=_("167–191"))
    edition = models.CharField(
        _("edition"), max_length=80, blank=True, help_text=_("12, or in words.")
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    accessed_on = models.DateField(_("read there on"), null=True, blank=True)
    doi = models.CharField(_("DOI"), max_length=120, blank=True)
    isbn = models.CharField(_("ISBN"), max_length=20, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects: ClassVar[Any] = GuardedQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=3),
        index.SearchField("authors", boost=3),
        index.SearchField("editors", boost=2),
        index.SearchField("container"),
        index.SearchField("shorthand"),
        index.AutocompleteField("title"),
        index.AutocompleteField("authors"),
        index.AutocompleteField("shorthand"),
        index.FilterField("kind"),
        index.FilterField("year"),
    ]

    class Meta:
        verbose_name = _("Source")
        verbose_name_plural = _("Sources")
        constraints = [
            models.CheckConstraint(condition=~models.Q(slug=""), name="lms_source_has_slug"),
        ]

    def __str__(self) -> str:
        return f"{self.short_form}: {self.title}"

    def get_absolute_url(self) -> str:
        return f"{reverse('content:sources')}#{self.anchor}"

    @property
    def work(self) -> Work:
        """The row as the citation style reads it."""
        return Work(
            kind=self.kind,
            authors=tuple(lines_of(self.authors)),
            editors=tuple(lines_of(self.editors)),
            **{
                name: getattr(self, name)
                for name in Work.__dataclass_fields__
                if name not in {"kind", "authors", "editors"}
            },
        )

    @property
    @display(description=_("short form"))
    def short_form(self) -> str:
        return short_form(self.work)

    @property
    def full_form(self) -> str:
        return full_form(self.work)

    @property
    def anchor(self) -> str:
        """The id of its entry in a list of sources."""
        return f"quelle-{self.slug}"

    def clean_fields(self, exclude: Any = None) -> None:
        self.authors = as_lines(lines_of(self.authors))
        self.editors = as_lines(lines_of(self.editors))
        self.title = " ".join(self.title.split())
        self.year = re.sub(r"(?<=\d{4})\s*[-–]\s*(?=\d{4})", "–", self.year.strip())
        self.doi = DOI_BEFORE.sub("", self.doi.strip())
        self.slug = self.slug or self._cite_key()
        super().clean_fields(exclude)

    def _cite_key(self) -> str:
        """First name and year; a number follows where another work has taken it."""
        work = self.work
        first = next(iter(work.authors or work.editors), "").split(",")[0]
        base = slug_of(f"{work.shorthand or first or work.title} {work.year}", longest=70)
        near = type(self).objects.filter(slug__startswith=base).values_list("slug", flat=True)
        keys = (base, *(f"{base}-{number}" for number in range(2, len(near) + 2)))
        return next(key for key in keys if key not in near)

    def clean(self) -> None:
        super().clean()
        if problems := {**self._missing(), **self._malformed()}:
            raise ValidationError(problems)

    def _missing(self) -> dict[str, str]:
        """What a work of this kind needs, and why it is asked for."""
        problems = {}
        kinds = self.Kind
        if self.kind != kinds.LAW and not self.year:
            problems["year"] = gettext("Please give the year. Without one, write “o. J.”")
        if self.kind == kinds.LAW and not self.shorthand:
            problems["shorthand"] = gettext("A law needs its short form, for instance GG.")
        if self.kind in {kinds.BOOK, kinds.REPORT} and not (self.authors or self.editors):
            problems["authors"] = gettext("Please name an author, an editor or an organisation.")
        if self.kind in {kinds.ARTICLE, kinds.CHAPTER} and not self.authors:
            problems["authors"] = gettext("Please name who wrote it.")
        if self.kind == kinds.ARTICLE and not self.container:
            problems["container"] = gettext("An article needs the journal it stands in.")
        if self.kind == kinds.CHAPTER and not self.container:
            problems["container"] = gettext("A chapter needs the book it stands in.")
        if self.kind == kinds.WEB and not self.url:
            problems["url"] = gettext("A web page needs its address.")
        if self.kind == kinds.WEB and not self.accessed_on:
            problems["accessed_on"] = gettext("Please say when you read the page.")
        return problems

    def _malformed(self) -> dict[str, str]:
        problems = {}
        if not self.slug:
            problems["slug"] = gettext("Please give a cite key.")
        elif self._slug_changed():
            problems["slug"] = gettext("The cite key stays as it is.")
        if self.year and not YEAR.fullmatch(self.year):
            problems["year"] = gettext("Please write the year like 2020, 2002–2012 or “o. J.”")
        if self.doi and not DOI.fullmatch(self.doi):
            problems["doi"] = gettext("A DOI begins like 10.1177/…")
        if self.isbn and not is_isbn(self.isbn):
            problems["isbn"] = gettext("This ISBN is not right. Please compare its digits.")
        return problems

    def _slug_changed(self) -> bool:
        stored = type(self).objects.filter(pk=self.pk).values_list("slug", flat=True).first()
        return bool(stored and stored != self.slug)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raises InUse while a text cites the work."""
        refuse_if_used(self)
        return super().delete(*args, **kwargs)


def is_isbn(text: str) -> bool:
    """Ten or thirteen digits whose last one agrees with the others."""
    digits = re.sub(r"[\s-]", "", text).upper()
    if re.fullmatch(r"\d{13}", digits):
        return sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if d == "X" else int(d) for d in digits]
        return sum(value * (10 - n) for n, value in enumerate(values)) % 11 == 0
    return False
