"""What hangs on a card."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import PageChooserPanel
from wagtail.models import Orderable

from content.foundation.retention import Retention, keeps


@keeps(Retention.EDITORIAL)
class RelatedCard(Orderable):
    """One card points to another. It is shown on both, so one entry says enough."""

    page = ParentalKey("lms_content.MethodPage", on_delete=models.CASCADE, related_name="related")
    card = models.ForeignKey(
        "lms_content.MethodPage",
        verbose_name=_("card"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    panels = [PageChooserPanel("card", "lms_content.MethodPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("related card")
        verbose_name_plural = _("related cards")
        constraints = [
            models.UniqueConstraint(fields=["page", "card"], name="lms_method_related_once"),
            models.CheckConstraint(
                condition=~models.Q(page=models.F("card")), name="lms_method_not_its_own_relative"
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.card_id and self.card_id == self.page_id:
            raise ValidationError({"card": gettext("A card cannot be related to itself.")})
