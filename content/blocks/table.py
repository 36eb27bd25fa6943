"""A table whose first row and first column name what stands in the cells."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)

from content.blocks.preview import Previewed
from content.blocks.text import LineBlock

TWO = 2  # columns: one names the row, the others say something about it


class TableBlock(Previewed, TypedTableBlock):
    """On a phone every row becomes a record, so each cell repeats its column's name."""

    text = LineBlock(label=gettext_lazy("Text"), required=False)

    def get_context(
        self, value: TypedTable, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """`table_rows`: each row as pairs (heading of the column, cell)."""
        headings = [column["heading"] for column in value.columns]
        rows = [list(zip(headings, row, strict=False)) for row in value.rows]
        return {**super().get_context(value, parent_context), "table_rows": rows}

    def clean(self, table: TypedTable) -> TypedTable:
        errors = []
        if not table.caption:
            errors.append(ValidationError(_("A table needs a caption that says what it shows.")))
        if any(not column["heading"] for column in table.columns):
            errors.append(ValidationError(_("Every column needs a heading.")))
        if len(table.columns) < TWO or not table.row_data:
            errors.append(ValidationError(_("A table needs two columns and a row at least.")))
        if errors:
            raise TypedTableBlockValidationError(non_block_errors=errors)
        return super().clean(table)

    class Meta:
        icon = "table"
        label = gettext_lazy("Table")
        description = gettext_lazy(
            "To compare: the first column names the row, on a phone each row is a record."
        )
        template = "lms_content/blocks/table.html"
        preview_value = {
            "caption": "Haltungen",
            "columns": [
                {"type": "text", "heading": "Haltung"},
                {"type": "text", "heading": "Grundgedanke"},
            ],
            "rows": [{"values": ["<p>Neutralität</p>", "<p>Ich halte Abstand.</p>"]}],
        }
