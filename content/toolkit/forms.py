"""What the editor is told before the database says no."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class MethodPageForm(WagtailAdminPageForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        related = self.formsets.get("related")
        if related is not None and related.is_valid():
            self._refuse_itself(related.forms)
        return cleaned

    def _refuse_itself(self, related: list[Any]) -> None:
        for form in related:
            card = form.cleaned_data.get("card")
            if card and card.pk == self.instance.pk and not form.cleaned_data.get("DELETE"):
                form.add_error("card", _("A card cannot be related to itself."))
