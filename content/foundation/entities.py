"""Marks in Wagtail's rich-text editor: what is registered for each, and how it is stored.

The editor holds an entity with an id and a label; the database holds `<a linktype="…" id="…">`.
"""

from dataclasses import dataclass
from typing import Any

from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from content.foundation.marks import Marked

SCRIPTS = ["wagtailadmin/js/chooser-modal.js", "lms/js/admin/marks.js"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One kind of mark: the feature is named like its link type, the entity in capitals."""

    rows: Marked[Any]
    handler: type[LinkHandler]
    icon: str
    description: Any
    chooser: Any  # the address of the chooser, lazily

    def register(self, features: FeatureRegistry) -> None:
        name, entity = self.rows.linktype, self.rows.linktype.upper()
        features.register_link_type(self.handler)
        features.register_editor_plugin("draftail", name, EntityFeature(self._options, js=SCRIPTS))
        features.register_converter_rule(
            "contentstate",
            name,
            {
                "from_database_format": {f'a[linktype="{name}"]': _Reader(entity, self.rows)},
                "to_database_format": {"entity_decorators": {entity: _writer(name)}},
            },
        )

    @property
    def _options(self) -> dict[str, Any]:
        return {
            "type": self.rows.linktype.upper(),
            "icon": self.icon,
            "description": self.description,
            "chooserUrls": {"chooser": self.chooser},
        }


class _Reader(LinkElementHandler):
    """Gives the editor the words of the row; a lost one stays marked, so an author sees it."""

    def __init__(self, entity: str, rows: Marked[Any]) -> None:
        super().__init__(entity)
        self.rows = rows

    def get_attribute_data(self, attrs: dict[str, Any]) -> dict[str, Any]:
        row = self.rows.find([attrs.get("id")])[0]
        return {"id": attrs.get("id"), "label": str(row) if row else ""}


def _writer(linktype: str) -> Any:
    def write(props: dict[str, Any]) -> Any:
        attributes = {"linktype": linktype, "id": props.get("id")}
        return DOM.create_element("a", attributes, props["children"])

    return write
