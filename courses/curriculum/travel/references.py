"""Primary keys ⇄ words that mean the same on every site.

Pages are told by their address below the programme, terms and sources by their slug, media by
the name of their file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page

from content.glossary.models import Term
from content.h5p.models import H5PContent
from content.h5p.queries import content_with, word_of
from content.sources.models import Source as Work
from courses.curriculum.travel.media import FOLDER, Arrivals, Shelf, is_media
from courses.curriculum.travel.prose.stored import Untold, from_html, plain_address, to_html
from courses.curriculum.travel.values import Raw

ENTRIES: Mapping[str, type[Model]] = {"term": Term, "source": Work}


class Lost(ValueError):
    """What a file speaks of is not there. `word` is how it speaks of it."""

    def __init__(self, word: str, sentence: str) -> None:
        super().__init__(sentence)
        self.word, self.sentence = word, sentence


@dataclass
class Addresses:
    """Pages of one programme by their address below it, and the other way round."""

    home: Page
    known: dict[str, int] = field(default_factory=dict)

    @cached_property
    def by_pk(self) -> dict[int, str]:
        if self.home.pk is None:
            return {}
        rows = Page.objects.descendant_of(self.home, inclusive=True).values_list("pk", "url_path")
        return {pk: self.below(path) for pk, path in rows}

    @cached_property
    def by_address(self) -> dict[str, int]:
        return {address: pk for pk, address in self.by_pk.items()} | self.known

    def below(self, url_path: str) -> str:
        return f"/{url_path.removeprefix(self.home.url_path)}"


class _Slugs:
    """Slugs of the terms and sources of a site, asked once."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[int, str]] = {}

    def of(self, kind: str) -> dict[int, str]:
        if kind not in self._rows:
            rows = ENTRIES[kind]._default_manager.values_list("pk", "slug")
            self._rows[kind] = dict(rows)
        return self._rows[kind]


class Departing:
    """From the database to files. Raises Untold for what would be lost on the way."""

    def __init__(self, addresses: Addresses, shelf: Shelf) -> None:
        self.addresses, self.shelf = addresses, shelf
        self.slugs = _Slugs()

    def chosen(self, model: type[Model], value: Raw) -> Raw:
        if is_media(model):
            return self.shelf.name_of(model, int(value)) or None
        if issubclass(model, Page):
            return self._page(int(value))
        if model is H5PContent:
            return word_of(int(value))
        if "slug" in {column.name for column in model._meta.concrete_fields}:
            found = model._default_manager.filter(pk=value).values_list("slug", flat=True)
            return found.first()
        raise Untold(_("A choice of “%(model)s” cannot travel.") % {"model": model.__name__})

    def _page(self, pk: int) -> str | None:
        if pk in self.addresses.by_pk:
            return self.addresses.by_pk[pk]
        page = Page.objects.filter(pk=pk).first()
        if page is None:
            return None
        sentence = _("“%(page)s” is chosen here, but it is not a page of this programme.")
        raise Untold(sentence % {"page": page.title})

    def rich(self, html: str) -> str:
        return to_html(from_html(html, self._leads_to))

    def _leads_to(self, attributes: Mapping[str, str]) -> str:
        kind, pk = attributes.get("linktype", ""), attributes.get("id", "")
        if not kind:
            return plain_address(attributes)
        if not pk.isdecimal():
            return ""
        if kind in ENTRIES:
            slug = self.slugs.of(kind).get(int(pk))
            return f"{kind}:{slug}" if slug else ""
        if kind == "document":
            return self.shelf.name_of(get_document_model(), int(pk))
        if kind == "page":
            return self.addresses.by_pk.get(int(pk)) or _elsewhere(int(pk))
        raise Untold(_("A link of the kind “%(kind)s” cannot travel.") % {"kind": kind})


def _elsewhere(pk: int) -> str:
    """The whole address of a page outside the programme; a link to nowhere is no link."""
    page = Page.objects.filter(pk=pk).first()
    return (page.full_url or "") if page else ""


class Arriving:
    """From files to the database. Raises Lost for what is neither here nor among the files."""

    def __init__(self, addresses: Addresses, arrivals: Arrivals) -> None:
        self.addresses, self.arrivals = addresses, arrivals
        self.slugs = _Slugs()

    def chosen(self, model: type[Model], value: Raw) -> Raw:
        if is_media(model):
            return self.arrivals.pk_of(model, value)
        if issubclass(model, Page):
            return self._page(value)
        if model is H5PContent:
            return self._package(value)
        found = model._default_manager.filter(slug=value).values_list("pk", flat=True).first()
        if found is None:
            raise Lost(value, _("There is nothing called “%(name)s”.") % {"name": value})
        return found

    def _package(self, word: str) -> int:
        """Packages do not travel along: they are uploaded where a report is read."""
        found = content_with(word)
        if found is None:
            raise _no_package(word)
        return found

    def _page(self, address: str) -> int:
        if address not in self.addresses.by_address:
            sentence = _("There is no page at “%(address)s”.") % {"address": address}
            raise Lost(address, sentence)
        return self.addresses.by_address[address]

    def rich(self, html: str) -> str:
        return to_html(from_html(html), self._attributes)

    def _attributes(self, link: str) -> str:
        kind, _colon, slug = link.partition(":")
        if kind in ENTRIES:
            return f'linktype="{kind}" id="{self._entry(kind, slug)}"'
        if link.startswith(f"{FOLDER}/"):
            pk = self.arrivals.pk_of(get_document_model(), link)
            return f'linktype="document" id="{pk}"'
        if link in self.addresses.by_address:
            return f'linktype="page" id="{self.addresses.by_address[link]}"'
        return f'href="{escape(link)}"'

    def _entry(self, kind: str, slug: str) -> int:
        pks = {slug: pk for pk, slug in self.slugs.of(kind).items()}
        if slug not in pks:
            sentence = _("There is no entry “%(slug)s” in the glossary or among the sources.")
            raise Lost(f"{kind}:{slug}", sentence % {"slug": slug})
        return pks[slug]


def _no_package(word: str) -> Lost:
    sentence = _("Upload the H5P package “%(word)s” first; it does not travel along.")
    return Lost(word, sentence % {"word": word})


class Asking:
    """Before anything is written: which packages somebody has to upload first, all of them."""

    def __init__(self) -> None:
        self.lost: list[Lost] = []

    def chosen(self, model: type[Model], value: Raw) -> Raw:
        if model is H5PContent and content_with(value) is None:
            self.lost.append(_no_package(value))
        return value

    def rich(self, html: str) -> str:
        return html


class Hoping(Arriving):
    """Before all pages are there: what cannot be found yet stays open."""

    def _page(self, address: str) -> Any:
        return self.addresses.by_address.get(address)
