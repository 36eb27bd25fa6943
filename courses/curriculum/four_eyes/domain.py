"""Switching four eyes on and off for a provider.

While it is on, the provider's authors submit and another author publishes. What carries it is
Wagtail's own: the group loses the right to publish, and the pages follow a workflow with one task.
"""

from typing import Any

from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import GroupPagePermission, Page, Workflow, WorkflowPage, WorkflowTask

from courses.curriculum.four_eyes.errors import OtherWorkflow, TooFewAuthors
from courses.curriculum.four_eyes.models import SecondPairOfEyes
from courses.governance.audit import log
from courses.governance.models import Provider

PUBLISH = "publish_page"
NEEDED = 2


@transaction.atomic
def switch_on(provider: Provider, *, by: Any = None) -> None:
    """From now on somebody else publishes. Switching on twice is switching on once.

    Takes the row of the provider; refuses with `TooFewAuthors` or `OtherWorkflow`; writes to the
    audit log. Drafts stay as they are.
    """
    row = Provider.objects.select_for_update().get(pk=provider.pk)
    if row.four_eyes:
        return
    if not row.author_group or row.author_group.user_set.filter(is_active=True).count() < NEEDED:
        raise TooFewAuthors(_("Four eyes need two people: add a second author first."))
    row.four_eyes = provider.four_eyes = True
    row.save(update_fields=["four_eyes"])
    for page in _published_by(row):
        cover(row, page)
    log(by, "four_eyes.on", row)


@transaction.atomic
def switch_off(provider: Provider, *, by: Any = None) -> None:
    """Authors publish on their own again. What waits for a second person becomes a draft again,
    with all its text, and can be published at once."""
    row = Provider.objects.select_for_update().get(pk=provider.pk)
    if not row.four_eyes:
        return
    row.four_eyes = provider.four_eyes = False
    row.save(update_fields=["four_eyes"])
    workflow = workflow_of(row)
    for covered in workflow.workflow_pages.all():
        _allow_publishing(row, covered.page_id)
    workflow.deactivate(user=by)
    log(by, "four_eyes.off", row)


def cover(provider: Provider, page: Page) -> None:
    """Let everything below `page` pass a second pair of eyes. The workflow's pages are also what
    remembers where the right to publish has to be given back."""
    workflow = workflow_of(provider)
    found = WorkflowPage.objects.filter(page=page).first()
    if found and found.workflow_id != workflow.pk:
        sentence = _("“%(page)s” already follows the workflow “%(workflow)s”.")
        raise OtherWorkflow(sentence % {"page": page.title, "workflow": found.workflow.name})
    WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})
    GroupPagePermission.objects.filter(
        group=provider.author_group, page=page, permission__codename=PUBLISH
    ).delete()


def workflow_of(provider: Provider) -> Workflow:
    """The provider's workflow, ready to be followed; made at the first call."""
    name = _("Four eyes: %(provider)s") % {"provider": provider.name}
    task, _created = SecondPairOfEyes.objects.get_or_create(
        provider=provider, defaults={"name": name[:255]}
    )
    link = WorkflowTask.objects.filter(task=task).select_related("workflow").first()
    workflow = link.workflow if link else Workflow.objects.create(name=name[:255])
    if link is None:
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    if provider.four_eyes and not workflow.active:
        workflow.active = True
        workflow.save(update_fields=["active"])
    return workflow


def publishes_alone(user: Any, page: Any) -> bool:
    """Whether `user` is an author who would pass by the second pair of eyes of `page`."""
    groups = user.groups.values("pk")
    providers = Provider.objects.filter(four_eyes=True, author_group__in=groups)
    steps = SecondPairOfEyes.objects.filter(provider__in=providers)
    covered = WorkflowPage.objects.filter(workflow__workflow_tasks__task__in=steps.values("pk"))
    above = covered.values_list("page__path", flat=True)
    return any(page.path.startswith(path) for path in above)


def _published_by(provider: Provider) -> list[Page]:
    """Pages at and below which the provider's authors publish on their own."""
    rights = GroupPagePermission.objects.filter(
        group=provider.author_group, permission__codename=PUBLISH
    )
    return list(Page.objects.filter(pk__in=rights.values("page")))


def _allow_publishing(provider: Provider, page_id: int) -> None:
    right = Permission.objects.get(
        codename=PUBLISH, content_type__app_label="wagtailcore", content_type__model="page"
    )
    GroupPagePermission.objects.get_or_create(
        group=provider.author_group, page_id=page_id, permission=right
    )
