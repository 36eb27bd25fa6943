"""What authors write a self-assessment with. The id of a block is the id of its statement."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, StreamValue, StructBlock

from assessments.self_assessment.survey import Statement, Survey


class StatementBlock(StructBlock):
    text = CharBlock(
        label=pgettext_lazy("self-assessment", "Statement"),
        max_length=300,
        help_text=_("In the first person: “I can …”"),
    )

    class Meta:
        icon = "check"
        label = pgettext_lazy("self-assessment", "Statement")
        label_format = "{text}"


def read_survey(statements: StreamValue) -> Survey:
    """The stream of a page as plain values."""
    return Survey(tuple(Statement(str(child.id), child.value["text"]) for child in statements))
