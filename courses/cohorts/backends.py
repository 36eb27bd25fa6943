"""Opens the Wagtail admin to people with a role, for as long as they have it."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from courses.cohorts.policies import has_admin_role

ACCESS_ADMIN = "wagtailadmin.access_admin"


class CohortRoleBackend(BaseBackend):
    """Grants `access_admin` from the role itself, so there is nothing to take away later.

    Each screen then asks its own policy; this opens the door of the house only.
    """

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if perm != ACCESS_ADMIN or not user_obj.is_active or user_obj.is_anonymous:
            return False
        if not hasattr(user_obj, "_lms_has_admin_role"):
            user_obj._lms_has_admin_role = has_admin_role(user_obj)
        return user_obj._lms_has_admin_role
