"""What the texts of one page mark and cite, gathered before anything is drawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue

from content.foundation.marks import without_lost
from content.glossary.marks import TERMS
from content.glossary.models import Term
from content.sources.marks import SOURCES, Shelf, ids_chosen


@dataclass(frozen=True, slots=True)
class PageMarks:
    """The terms and sources of one body, each once, in the order of the text."""

    terms: dict[int, Term]
    shelf: Shelf

    def finish(self, html: str) -> SafeString:
        """The drawn body: citations get their letters, marks without a row become plain words."""
        return mark_safe(without_lost(self.shelf.with_letters(html)))  # noqa: S308  our own HTML


@contextmanager
def marks_of(value: StreamValue) -> Iterator[PageMarks]:
    """Inside, texts and choosers of this body find what they point to without asking again.

    One statement for all terms, one for all sources; none where there are none. The value keeps
    what was found, because a page asks for its headings and later for its text.
    """
    found = getattr(value, "lms_marks", None)
    if found is None:
        found = value.lms_marks = _gather(value)
    with TERMS.gathered(found.terms), SOURCES.gathered(found.shelf.sources):
        yield found


def _gather(value: StreamValue) -> PageMarks:
    raw = [dict(block) for block in value.raw_data]
    listed = [pk for block in raw if block["type"] == "reading" for pk in ids_chosen(block)]
    cited = [*SOURCES.ids_in(raw), *ids_chosen(raw)]
    return PageMarks(
        terms=TERMS.load(TERMS.ids_in(raw)),
        shelf=Shelf(SOURCES.load(cited), listed=frozenset(listed)),
    )
