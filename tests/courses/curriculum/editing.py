"""What the editor of a lesson sends."""

from typing import Any

from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield


def lesson_form(**changes: Any) -> dict[str, str]:
    """The whole form, with text blocks as (kind, value) in `body` and `plain_body`."""
    fields = {
        "title": "Einheit 1.1",
        "slug": "einheit-1-1",
        "number": "1.1",
        "minutes": "20",
        "serves": "",
        "lead": "Worum es geht.",
        "land": "",
        "as_of": "",
        "check_by": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **changes,
    }
    for name in ("body", "plain_body"):
        fields[name] = streamfield(fields.get(name, []))
    return nested_form_data(fields)


def rich(text: str) -> str:
    """What the rich-text editor sends for one paragraph."""
    return rich_text(f"<p>{text}</p>")
