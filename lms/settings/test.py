"""For the test suite: fixed secrets, fast hashing, nothing shared between processes."""

import atexit
import base64
import os
import shutil
import tempfile
from pathlib import Path

if "VAR_DIR" not in os.environ:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="lms-test-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from lms.settings.base import *

SECRET_KEY = "only-for-tests"  # noqa: S105
LMS_CODE_KEY = base64.b64encode(b"c" * 32).decode()
LMS_KEY_PASSPHRASE = "only-for-tests"  # noqa: S105
LMS_SEALING_KEYS = {"test": base64.b64encode(b"s" * 32).decode()}
LMS_CREDENTIAL_DOMAIN = "credentials.example"
ALLOWED_HOSTS = ["testserver", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nobody looks for anything in the editors' search but the tests that ask for it (`searchable`).
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}
}
MEDIA_ROOT = Path(VAR_DIR) / "media"

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, because people at the same moment have a connection each.
    DATABASES["default"]["TEST"] = {"NAME": Path(VAR_DIR) / "test.sqlite3"}
