"""Terms as files: `glossar/<slug>.yaml`, one a term. The file is the whole truth about its term."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from content.foundation.folder import (
    Complaints,
    check_names,
    number,
    text,
    texts,
    without_empty,
)
from content.foundation.lines import as_lines
from content.glossary.models import Term

FIELDS = ("term", "synonyms", "module", "definition", "more", "see_also")


def as_data(term: Term) -> dict[str, Any]:
    """What stands in the file, in the order of FIELDS; the slug is the name of the file."""
    return without_empty(
        {
            "term": term.term,
            "synonyms": term.synonym_list,
            "module": term.module,
            "definition": term.definition,
            "more": term.more,
            "see_also": sorted(term.see_also.values_list("slug", flat=True)),
        }
    )


@transaction.atomic
def take_in(entries: Mapping[str, Any]) -> list[Term]:
    """Create or update a term for every slug → data; terms not named stay as they are.

    All or nothing: raises EntriesRefused with every complaint. The same entries twice change
    nothing. A name may move from one entry to another, in whatever order they come.
    """
    complaints = Complaints()
    terms: dict[str, Term] = {}
    for slug, data in entries.items():
        with complaints.about(slug):
            terms[slug] = _filled(slug, data)
    _compare_names(terms, complaints)
    complaints.refuse()
    _make_way(terms)
    for term in terms.values():
        term.save()
    for slug, term in terms.items():
        with complaints.about(slug):
            term.see_also.set(_named(entries[slug]))
    complaints.refuse()
    return list(terms.values())


def _compare_names(terms: Mapping[str, Term], complaints: Complaints) -> None:
    """No word may lead to two entries, as everything will stand afterwards."""
    rows = Term.objects.exclude(slug__in=terms).values_list("slug", "term", "synonyms")
    names = {slug: (term, synonyms) for slug, term, synonyms in rows}
    names |= {slug: (term.term, term.synonyms) for slug, term in terms.items()}
    for slug, term in terms.items():
        with complaints.about(slug):
            term.check_names([pair for other, pair in names.items() if other != slug])


def _filled(slug: str, data: Any) -> Term:
    check_names(data, FIELDS)
    term = Term.objects.filter(slug=slug).first() or Term(slug=slug)
    term.term, term.definition = text(data, "term"), text(data, "definition")
    term.synonyms, term.more = as_lines(texts(data, "synonyms")), text(data, "more")
    term.module = number(data, "module")
    term.clean_fields()
    return term


def _make_way(terms: Mapping[str, Term]) -> None:
    """Two terms may change their names with each other, which the database would refuse."""
    for slug, term in terms.items():
        Term.objects.filter(pk=term.pk).exclude(term=term.term).update(term=f"#{slug}")


def _named(data: Mapping[str, Any]) -> list[Term]:
    slugs = texts(data, "see_also")
    found = list(Term.objects.filter(slug__in=slugs))
    if unknown := set(slugs) - {term.slug for term in found}:
        sentence = _("There is no term with this short name: %(slugs)s.")
        raise ValidationError({"see_also": sentence % {"slugs": ", ".join(sorted(unknown))}})
    return found
