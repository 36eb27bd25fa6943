"""For the demo and for development: nothing to configure, secrets made once under var/."""

import base64
import os
import secrets

from lms.settings.base import *


def made_once(name: str) -> str:
    """The secret of this name, made at the first call and kept in a file only we can read."""
    path = VAR_DIR / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(base64.b64encode(secrets.token_bytes(32)).decode())
        draft.rename(path)
    return path.read_text().strip()


DEBUG = env.bool("DEBUG", default=True)
# Its people have passwords everybody may read.
LMS_DEMO = True
# Static files come from where they lie, also when the demo shows its honest error pages.
WHITENOISE_USE_FINDERS = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SECRET_KEY = SECRET_KEY or made_once("django")
LMS_CODE_KEY = LMS_CODE_KEY or made_once("codes")
LMS_KEY_PASSPHRASE = LMS_KEY_PASSPHRASE or made_once("signing")
LMS_SEALING_KEYS = LMS_SEALING_KEYS or {"dev": made_once("sealing")}

# Whoever tries something waits for its mail; on a real site the worker asks less often.
Q_CLUSTER["poll"] = 0.5

if "EMAIL_URL" not in os.environ:
    # Every mail of the demo is a file one can open.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
    # … and to be read at /mails/, by anybody.
    LMS_SHOW_MAIL = True
