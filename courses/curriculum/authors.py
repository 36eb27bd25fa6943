"""Page rights of a provider's authors: Wagtail grants them to groups."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Page

from courses.curriculum.four_eyes.domain import cover
from courses.governance.models import Provider

PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "delete_page", "lock_page", "unlock_page")


@transaction.atomic
def open_pages_to_authors(provider: Provider, page: Page) -> Group:
    """Let the provider's authors write below `page`; makes their group at the first call."""
    group = provider.author_group
    if group is None:
        group, _created = Group.objects.get_or_create(name=f"Autor:innen {provider.name}")
        provider.author_group = group
        provider.save(update_fields=["author_group"])
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    rights = Permission.objects.filter(
        content_type__app_label="wagtailcore",
        content_type__model="page",
        codename__in=PAGE_RIGHTS,
    )
    for right in rights:
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=right)
    if provider.four_eyes:
        cover(provider, page)
    return group
