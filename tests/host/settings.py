"""What docs/plugin.md asks of a host, and nothing more."""

import base64
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ["VAR_DIR"])
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["testserver", "localhost"]
INSTALLED_APPS = [
    "tests.host.people",
    "certificates.apps.CertificatesConfig",
    "assessments.apps.AssessmentsConfig",
    "courses.apps.CoursesConfig",
    "content.apps.ContentConfig",
    "django_q",
    "wagtailmedia",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "tests.host.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR / "host.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "courses.cohorts.backends.CohortRoleBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "/anmelden/"
LOGIN_REDIRECT_URL = "/mein-weg/"
Q_CLUSTER = {"name": "host", "orm": "default", "timeout": 90, "retry": 110}
LANGUAGE_CODE = "de"
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
STATIC_URL = "/static/"
STATICFILES_DIRS = [
    ("kern", ROOT / "node_modules" / "@kern-ux" / "native" / "dist"),
    ("h5p", ROOT / "node_modules" / "h5p-standalone" / "dist"),
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WAGTAIL_SITE_NAME = "Stadt Irgendwo"
WAGTAILADMIN_BASE_URL = "http://localhost"
LMS_SITE_NAME = "Lernen in Irgendwo"
LMS_SEALING_KEYS = {"one": base64.b64encode(b"s" * 32).decode()}
LMS_CODE_KEY = base64.b64encode(b"c" * 32).decode()
LMS_KEY_DIR = VAR / "keys"
LMS_KEY_PASSPHRASE = "only-for-tests"
LMS_CREDENTIAL_DOMAIN = "credentials.example"
