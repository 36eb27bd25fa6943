"""The legal status in the editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel


def legal_panel() -> MultiFieldPanel:
    """A fresh one each time: a panel belongs to one page type."""
    return MultiFieldPanel(
        [
            FieldPanel("land"),
            FieldRowPanel([FieldPanel("as_of"), FieldPanel("check_by")]),
        ],
        heading=_("Legal status"),
        help_text=_(
            "Only for texts that speak of the law. All three or none. Readers see it below the "
            "title."
        ),
    )
