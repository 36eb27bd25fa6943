"""Where packages lie once they are unpacked, and how a name becomes a place in there."""

from django.conf import settings
from django.core.files.storage import Storage, storages

from content.foundation.files import private_files

ALIAS = "h5p"
ROOT = "h5p"
LIBRARIES = f"{ROOT}/libraries"
CONTENT = f"{ROOT}/content"
# Joined files lie beside the libraries, each with its gzip: they are the largest that travel.
COMBINED = f"{LIBRARIES}/combined-"
PACKED = ".gz"
UPLOADS = f"{ROOT}/uploads"


def h5p_files() -> Storage:
    """The storage called `h5p` where the site has one; else the private folder beside `MEDIA_ROOT`.

    Never a folder that a web server hands out by itself: a library's SVG or script opened there
    would run under the site's own address, without the sandbox that `serving` puts around it.
    """
    return storages[ALIAS] if ALIAS in settings.STORAGES else private_files()
