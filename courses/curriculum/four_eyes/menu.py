"""The editor's menu in the words of four eyes."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import CancelWorkflowMenuItem, SubmitForModerationMenuItem

from courses.curriculum.four_eyes.models import SecondPairOfEyes


class HandInItem(SubmitForModerationMenuItem):
    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {**super().get_context_data(parent_context), "label": _("Hand to a second author")}


class TakeBackItem(CancelWorkflowMenuItem):
    label = _("Take the text back")


OURS = {SubmitForModerationMenuItem: HandInItem, CancelWorkflowMenuItem: TakeBackItem}


def in_our_words(items: list[Any], context: Any) -> None:
    """Rename Wagtail's entries where a second author publishes; elsewhere they stay."""
    page = context.get("page") or context.get("parent_page")
    workflow = page.get_workflow() if page else None
    if workflow is None or not _is_ours(workflow):
        return
    items[:] = [_renamed(item) for item in items]


def _renamed(item: Any) -> Any:
    ours = OURS.get(type(item))
    return ours(order=item.order) if ours else item


def _is_ours(workflow: Any) -> bool:
    steps = SecondPairOfEyes.objects.filter(workflow_tasks__workflow=workflow)
    return bool(workflow.active and steps.exists())
