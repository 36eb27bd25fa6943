"""What authors write a self-assessment with. The id of a block is the id of its statement."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StreamValue, StructBlock


@dataclass(frozen=True, slots=True)
class Statement:
    id: str
    text: str


class StatementBlock(StructBlock):
    text = CharBlock(
        label=_("Statement"), max_length=300, help_text=_("In the first person: “I can …”")
    )

    class Meta:
        icon = "check"
        label = _("Statement")


def read_statements(statements: StreamValue) -> tuple[Statement, ...]:
    """The stream of a page as plain values."""
    return tuple(Statement(str(child.id), child.value["text"]) for child in statements)
