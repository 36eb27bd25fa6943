"""What a provider's authors may do in Wagtail's admin: write pages, bring files of their own.

Wagtail grants it to groups, below a page and inside a collection.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from courses.curriculum.four_eyes.domain import cover
from courses.governance.models import Provider

FILE_MODELS = ("image", "document", "media", "h5pcontent")
FILE_RIGHTS = ("add", "change", "choose")
PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "delete_page", "lock_page", "unlock_page")

SHARED = ("term", "source")


@transaction.atomic
def open_pages_to_authors(provider: Provider, page: Page) -> Group:
    """Let the provider's authors write below `page`; makes their group at the first call."""
    group = provider.author_group
    if group is None:
        group, _created = Group.objects.get_or_create(name=f"Autor:innen {provider.name}")
        provider.author_group = group
        provider.save(update_fields=["author_group"])
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    # Glossary and sources are shared by all programmes of the house.
    group.permissions.add(
        *Permission.objects.filter(
            content_type__app_label="lms_content", content_type__model__in=SHARED
        )
    )
    rights = Permission.objects.filter(
        content_type__app_label="wagtailcore",
        content_type__model="page",
        codename__in=PAGE_RIGHTS,
    )
    for right in rights:
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=right)
    _open_files(provider, group)
    if provider.four_eyes:
        cover(provider, page)
    return group


def collection_of(provider: Provider) -> Collection:
    """Where the provider's files lie; made at the first call."""
    if provider.collection is None:
        root = Collection.get_first_root_node()
        provider.collection = root.add_child(name=provider.name)
        provider.save(update_fields=["collection"])
    return provider.collection


def _open_files(provider: Provider, group: Group) -> None:
    collection = collection_of(provider)
    codes = [f"{right}_{model}" for right in FILE_RIGHTS for model in FILE_MODELS]
    for right in Permission.objects.filter(codename__in=codes):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=right
        )
