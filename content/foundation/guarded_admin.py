"""The admin's way of refusing to delete what texts rely on: it shows where, and has no button."""

from typing import Any

from wagtail.models import ReferenceIndex
from wagtail.models.reference_index import ReferenceGroups
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet


class Relied(ReferenceGroups):
    """References that protect, wherever they stand; Wagtail itself lets only foreign keys do so."""

    @property
    def is_protected(self) -> bool:
        return self.count() > 0


class GuardedDeleteView(DeleteView):
    def get_usage(self) -> ReferenceGroups:
        return Relied(ReferenceIndex.get_references_to(self.object))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places = [place for place, _references in self.usage]
        return {**super().get_context_data(**kwargs), "places": places}


class GuardedSnippetViewSet(SnippetViewSet):
    delete_view_class = GuardedDeleteView
    delete_template_name = "lms_content/admin/confirm_delete.html"
    copy_view_enabled = False  # a copy would claim the same names


def guarded_bulk_delete(*guarded: type) -> type[DeleteBulkAction]:
    """Deleting several at once, for these models in place of Wagtail's own action."""

    class GuardedBulkDelete(DeleteBulkAction):
        models = guarded

        def annotate_items(self, items: Any) -> Any:
            items = super().annotate_items(items)
            for item in self.object_references:
                item._usage_references = Relied(item._usage_references.qs)
            self.is_protected = any(
                item._usage_references.is_protected for item in self.object_references
            )
            return items

    return GuardedBulkDelete
