"""Where imported pages stand: the site's home, and what a new site begins without."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Page, Site, Workflow, WorkflowPage, WorkflowTask

from courses.curriculum.pages import ProgrammePage
from courses.curriculum.travel.importer import import_curriculum
from tests.factories import UserFactory, make_programme

pytestmark = pytest.mark.django_db


def test_the_programme_takes_the_place_of_the_welcome_page(folder, provider) -> None:
    root = Page.objects.get(depth=1)
    welcome = root.add_child(instance=Page(title="Welcome", slug="willkommen"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "lernen.example", "root_page": welcome}
    )
    import_curriculum(folder.path, provider=provider)
    site = Site.objects.get(is_default_site=True)
    assert (site.root_page.specific, site.hostname) == (
        ProgrammePage.objects.get(),
        "lernen.example",
    )
    assert not Page.objects.filter(slug="willkommen").exists()


@pytest.mark.parametrize(("readers", "kept"), [(0, 0), (1, 1)])
def test_a_new_site_hands_no_text_to_a_group_nobody_is_in(folder, provider, readers, kept) -> None:
    root = Page.objects.get(depth=1)
    welcome = root.add_child(instance=Page(title="Welcome", slug="willkommen"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "lernen.example", "root_page": welcome}
    )
    WorkflowPage.objects.all().delete()
    group = Group.objects.create(name="Lesende")
    group.user_set.set(UserFactory.create_batch(readers))
    task = GroupApprovalTask.objects.create(name="Gegenlesen")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Gegenlesen")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=root)
    import_curriculum(folder.path, provider=provider)
    assert WorkflowPage.objects.filter(page=root).count() == kept
    assert Workflow.objects.get(pk=workflow.pk).active


def test_a_home_somebody_made_stays(folder, provider) -> None:
    other = make_programme(slug="anderes")
    import_curriculum(folder.path, provider=provider)
    assert Site.objects.get(is_default_site=True).root_page_id == other.page_id


def test_the_default_site_can_be_named(bring) -> None:
    bring(hostname="lernen.quellingen.example")
    assert Site.objects.get(is_default_site=True).hostname == "lernen.quellingen.example"
