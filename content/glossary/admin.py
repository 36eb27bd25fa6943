"""The glossary in Wagtail's admin."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from content.foundation.guarded_admin import GuardedSnippetViewSet
from content.glossary.models import Term


class TermForm(WagtailAdminModelForm):
    """The short name can be chosen once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].disabled = bool(self.instance.pk)
        self.fields["see_also"].queryset = Term.objects.exclude(pk=self.instance.pk).order_by(
            "term"
        )


class TermViewSet(GuardedSnippetViewSet):
    model = Term
    icon = "openquote"
    menu_label = _("Glossary")
    menu_name = "glossary"
    menu_order = 290
    add_to_admin_menu = True
    list_display = ["term", "synonyms", "module"]
    list_filter = ["module"]
    search_fields = ["term", "synonyms", "definition"]
    search_backend_name = None
    ordering = ["term"]
    edit_handler = ObjectList(
        [
            FieldPanel("term"),
            FieldPanel("definition"),
            FieldPanel("synonyms"),
            MultiFieldPanel(
                [FieldPanel("more"), FieldPanel("see_also", widget=CheckboxSelectMultiple)],
                heading=_("In the glossary"),
            ),
            FieldRowPanel([FieldPanel("module"), FieldPanel("slug")]),
        ],
        base_form_class=TermForm,
    )
