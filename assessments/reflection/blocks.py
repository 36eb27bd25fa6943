"""What authors write a reflection with. The id of a block is the id of its prompt."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StreamValue, StructBlock, TextBlock


@dataclass(frozen=True, slots=True)
class Prompt:
    id: str
    text: str
    help: str


class PromptBlock(StructBlock):
    text = CharBlock(label=_("Prompt"), max_length=300)
    help = TextBlock(
        label=_("Help"),
        rows=3,
        required=False,
        help_text=_("What people may look at. They write for themselves alone."),
    )

    class Meta:
        icon = "help"
        label = _("Prompt")


def read_prompts(prompts: StreamValue) -> tuple[Prompt, ...]:
    """The stream of a page as plain values."""
    return tuple(
        Prompt(str(child.id), child.value["text"], child.value["help"] or "") for child in prompts
    )
