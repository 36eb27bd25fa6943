from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from content.foundation.conf import site_name
from courses.cohorts.policies import opens_admin


def site(request: HttpRequest) -> dict[str, Any]:
    """What the shell of every page says: the site's name, and whether the admin is for this person.

    Asked only where a template asks, so a page without the shell costs nothing.
    """
    return {
        "lms_site_name": site_name(),
        "opens_admin": SimpleLazyObject(lambda: opens_admin(getattr(request, "user", None))),
    }
