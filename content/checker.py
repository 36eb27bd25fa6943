"""Wagtail's accessibility checker with the rules that are ours to keep as authors.

What the shell and the kit owe is tested elsewhere; here stand the things a text can get wrong, each
with a sentence that says what to do.
"""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

MEANING = _("Describe what the picture shows, or mark it as decorative.")
HEADER = _("Give every row and column a heading, so that it can be read aloud.")


class AuthorsChecker(ContentCheckerItem):
    axe_exclude: ClassVar[list[str]] = [".ui-header", ".ui-footer", ".ui-skip"]
    axe_run_only: ClassVar[list[str]] = [
        "heading-order",
        "empty-heading",
        "p-as-heading",
        "image-alt",
        "svg-img-alt",
        "alt-text-quality",
        "link-name",
        "link-in-text-block",
        "empty-table-header",
        "th-has-data-cells",
        "td-headers-attr",
        "table-duplicate-name",
        "video-caption",
        "frame-title",
        "color-contrast",
    ]
    axe_custom_rules: ClassVar[list[dict[str, Any]]] = [
        *(r for r in ContentCheckerItem.axe_custom_rules if r["id"] == "alt-text-quality"),
        # Paragraphs that authors wrote as such; a block's own title is the kit's business.
        {"id": "p-as-heading", "selector": ".ui-prose > p", "enabled": True},
    ]
    axe_messages: ClassVar[dict[str, dict[str, Any]]] = {
        "heading-order": {
            "error_name": _("A heading skips a level"),
            "help_text": _("After heading 2 comes heading 3. Choose the level by its place."),
        },
        "empty-heading": {
            "error_name": _("A heading is empty"),
            "help_text": _("Write the heading, or remove its line."),
        },
        "p-as-heading": {
            "error_name": _("A bold line stands in for a heading"),
            "help_text": _("Use a real heading: it then also stands in the list of contents."),
        },
        "image-alt": {"error_name": _("A picture has no text"), "help_text": MEANING},
        "svg-img-alt": {"error_name": _("A drawing has no text"), "help_text": MEANING},
        "alt-text-quality": {
            "error_name": _("The text of a picture looks like a file name"),
            "help_text": MEANING,
        },
        "link-name": {
            "error_name": _("A link has no words"),
            "help_text": _("Say where the link leads. “Here” is not enough."),
        },
        "link-in-text-block": {
            "error_name": _("A link is hard to tell from the text"),
            "help_text": _("Leave links underlined, as the editor makes them."),
        },
        "empty-table-header": {
            "error_name": _("A heading in a table is empty"),
            "help_text": HEADER,
        },
        "th-has-data-cells": {
            "error_name": _("A heading in a table has no cells"),
            "help_text": HEADER,
        },
        "td-headers-attr": {
            "error_name": _("A cell names a heading that is not there"),
            "help_text": HEADER,
        },
        "table-duplicate-name": {
            "error_name": _("A table says the same above and below"),
            "help_text": _("Write the caption once."),
        },
        "video-caption": {
            "error_name": _("A video has no captions"),
            "help_text": _("Add a file with captions to the video."),
        },
        "frame-title": {
            "error_name": _("An embedded page has no name"),
            "help_text": _("Say in a few words what is embedded."),
        },
        "color-contrast": {
            "error_name": _("Text is hard to see"),
            "help_text": _("Choose colours with more contrast."),
        },
    }
