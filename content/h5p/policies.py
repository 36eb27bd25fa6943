"""Who may do what with packages. Contents lie in collections, like pictures and documents."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from content.h5p.models import H5PContent, H5PLibrary, H5PUpload

INSTALL = "lms_content.add_h5plibrary"

policy = CollectionOwnershipPermissionPolicy(
    H5PContent, auth_model=H5PContent, owner_field_name="uploaded_by"
)


def may_install(user: Any) -> bool:
    """Libraries run in everybody's browser: few people let a new one in."""
    return bool(user.has_perm(INSTALL))


def installers() -> QuerySet[Any]:
    """Whom to ask for a library, in the order of their names."""
    app, code = INSTALL.split(".")
    rights = {"content_type__app_label": app, "codename": code}
    granted = Q()
    for way in ("user_permissions", "groups__permissions"):
        granted |= Q(**{f"{way}__{name}": value for name, value in rights.items()})
    people = get_user_model()._default_manager.filter(is_active=True)
    return people.filter(granted | Q(is_superuser=True)).distinct().order_by("pk")


def uploads_to(user: Any) -> QuerySet[Collection]:
    """Collections a person may bring packages into."""
    return policy.collections_user_has_permission_for(user, "add")


def uses_packages(user: Any) -> bool:
    return policy.user_has_any_permission(user, ["add", "change", "delete", "choose"])


def contents_seen_by(user: Any) -> QuerySet[H5PContent]:
    return policy.instances_user_has_any_permission_for(user, ["add", "change", "delete", "choose"])


def contents_changed_by(user: Any) -> QuerySet[H5PContent]:
    """Those a person may replace, rename and delete: their own, and those of their collections."""
    return policy.instances_user_has_permission_for(user, "change")


def uploads_seen_by(user: Any) -> QuerySet[H5PUpload]:
    """A person's own; all of them for whoever may have to let libraries in."""
    uploads = H5PUpload.objects.all()
    return uploads if may_install(user) else uploads.filter(by=user)


def libraries_managed_by(user: Any) -> QuerySet[H5PLibrary]:
    libraries = H5PLibrary.objects.all()
    return libraries if may_install(user) else libraries.none()
