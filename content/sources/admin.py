"""The sources in Wagtail's admin, and choosing one with the place in it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.chooser import SnippetChooserViewSet, SnippetChosenView

from content.foundation.guarded_admin import GuardedSnippetViewSet
from content.sources.models import Source


class SourceForm(WagtailAdminModelForm):
    """The cite key can be chosen once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].disabled = bool(self.instance.pk)


class PlaceForm(forms.Form):
    """Where in the work: asked for after choosing it for a citation in the text."""

    place = forms.CharField(
        label=_("Page or section"),
        max_length=60,
        required=False,
        help_text=_("For instance S. 12. May stay empty."),
    )


class CiteView(SnippetChosenView):
    """Choosing a source; for a citation, one more question and the words for the text."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        form = PlaceForm(request.GET if "place" in request.GET else None)
        if "cite" not in request.GET or form.is_valid():
            self.place = form.cleaned_data["place"].strip() if form.is_bound else ""
            return super().get(request, pk)
        context = {"form": form, "source": self.get_object(pk)}
        template = "lms_content/admin/cite.html"
        return render_modal_workflow(request, template, None, context, {"step": "place"})

    def get_chosen_response_data(self, item: Source) -> dict[str, Any]:
        words = ", ".join(filter(None, [item.short_form, self.place]))
        return {**super().get_chosen_response_data(item), "words": words}


class SourceChooserViewSet(SnippetChooserViewSet):
    chosen_view_class = CiteView
    preserve_url_parameters = ["multiple", "cite"]


class SourceViewSet(GuardedSnippetViewSet):
    model = Source
    icon = "doc-full"
    menu_label = _("Sources")
    menu_name = "sources"
    menu_order = 291
    add_to_admin_menu = True
    chooser_viewset_class = SourceChooserViewSet
    list_display = ["short_form", "title", "kind", "slug"]
    list_filter = ["kind"]
    search_fields = ["title", "authors", "editors", "shorthand", "container", "slug"]
    search_backend_name = None
    ordering = ["authors", "editors", "year"]
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("authors"), FieldPanel("editors")]),
                    FieldPanel("title"),
                    FieldRowPanel([FieldPanel("year"), FieldPanel("shorthand")]),
                ],
                heading=_("Who, when, what"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("container"),
                    FieldRowPanel([FieldPanel("volume"), FieldPanel("issue"), FieldPanel("pages")]),
                    FieldRowPanel(
                        [FieldPanel("edition"), FieldPanel("place"), FieldPanel("publisher")]
                    ),
                ],
                heading=_("Where it was published"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("url"), FieldPanel("accessed_on")]),
                    FieldRowPanel([FieldPanel("doi"), FieldPanel("isbn")]),
                ],
                heading=_("Where to find it"),
            ),
            FieldPanel("note"),
            FieldPanel("slug"),
        ],
        base_form_class=SourceForm,
    )
