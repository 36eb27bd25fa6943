"""Where imported pages stand: their parent, their order, and the site's home."""

from collections.abc import Sequence

from wagtail.models import GroupApprovalTask, Page, Site, WorkflowPage, WorkflowTask

from content.foundation.conf import site_name


def place(page: Page, parent: Page) -> Page:
    """Bring a page below the parent its file stands in; a lesson may change its module."""
    if page.get_parent().pk == parent.pk:
        return page
    _to_the_end(page.pk, parent.pk)
    parent.refresh_from_db()
    return Page.objects.get(pk=page.pk).specific


def put_in_order(parent: Page, pages: Sequence[Page]) -> None:
    """The imported pages in this order. Nothing moves if they stand so already."""
    wanted = [page.pk for page in pages]
    siblings = Page.objects.child_of(Page.objects.get(pk=parent.pk)).order_by("path")
    standing = list(siblings.filter(pk__in=wanted).values_list("pk", flat=True))
    if standing == wanted:
        return
    for pk in wanted:
        _to_the_end(pk, parent.pk)


def _to_the_end(page_id: int, parent_id: int) -> None:
    # Read again: a move changes the paths of pages that are held elsewhere.
    page = Page.objects.get(pk=page_id).specific
    page.move(Page.objects.get(pk=parent_id), pos="last-child")


def make_home(home: Page, hostname: str = "") -> None:
    """The programme becomes the site's home where Wagtail's welcome page was."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        name = hostname or "localhost"
        Site.objects.create(
            hostname=name, site_name=site_name(), root_page=home, is_default_site=True
        )
        return
    welcome = site.root_page
    replaceable = welcome.pk != home.pk and welcome.specific_class is Page
    if replaceable:
        site.root_page = home
        # Without a name the admin greets people with the host's.
        site.site_name = site.site_name or site_name()
    if hostname:
        site.hostname = hostname
    if replaceable or hostname:
        site.save()
    if replaceable:
        _leave_no_text_waiting(welcome)
    if replaceable and not welcome.get_children().exists():
        welcome.delete()


def _leave_no_text_waiting(welcome: Page) -> None:
    """Take pages off workflows that hand a text to groups nobody is in.

    A new Wagtail begins with one, over all pages: the editor offers it in English, and what is
    handed in waits for good. The workflow stays and can be given to pages again.
    """
    nobody = GroupApprovalTask.objects.exclude(groups__user__isnull=False)
    read = WorkflowTask.objects.exclude(task__in=nobody.values("pk"))
    given = WorkflowPage.objects.filter(page__in=welcome.get_ancestors())
    given.exclude(workflow__workflow_tasks__in=read).delete()
