"""Where files lie that are served only to people who may have them."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages

ALIAS = "lms_private"


def private_files() -> Storage:
    """The storage called `lms_private` where the site has one; else a folder beside `MEDIA_ROOT`.

    Never `MEDIA_ROOT` itself: many web servers hand out everything in there.
    """
    if ALIAS in settings.STORAGES:
        return storages[ALIAS]
    media = Path(settings.MEDIA_ROOT)
    return FileSystemStorage(location=media.with_name(f"{media.name}-private"), base_url=None)
