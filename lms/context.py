from typing import Any

from django.http import HttpRequest

from content.foundation.conf import site_name


def site(request: HttpRequest) -> dict[str, Any]:
    """The site's name, for the shell and the title of every page."""
    return {"lms_site_name": site_name()}
