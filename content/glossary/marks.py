"""Terms marked in rich text: `<a linktype="term" id="7">Eskalation</a>`.

A mark is a link to the glossary wherever it stands. On a page that gathered its terms it also names
the popover below the text, and a script lets it open in place where the browser can.
"""

from typing import Any

from django.utils.html import format_html
from wagtail.rich_text import LinkHandler

from content.foundation.marks import Marked
from content.glossary.models import Term

TERMS = Marked(Term, "term")


class TermLink(LinkHandler):
    identifier = TERMS.linktype

    @staticmethod
    def get_model() -> type[Term]:
        return Term

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        return [_opening(term) for term in TERMS.find(attrs.get("id") for attrs in attrs_list)]

    @classmethod
    def extract_references(cls, attrs: dict[str, Any]) -> Any:
        if str(attrs.get("id", "")).isdecimal():
            yield Term, attrs["id"], "", ""


def _opening(term: Term | None) -> str:
    if term is None:
        return "<a>"
    address = term.get_absolute_url()
    if not TERMS.on_a_page:
        return format_html('<a class="ui-term" href="{}">', address)
    return format_html('<a class="ui-term" href="{}" data-gloss="{}">', address, term.popover)
