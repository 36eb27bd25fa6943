"""What every installation shares. Environment variables are read here and nowhere else."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))

SECRET_KEY = env("SECRET_KEY", default="")
DEBUG = False
BASE_URL = env("BASE_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])

INSTALLED_APPS = [
    "lms.apps.SiteConfig",
    "lms.accounts.apps.AccountsConfig",
    "certificates.apps.CertificatesConfig",
    "assessments.apps.AssessmentsConfig",
    "courses.apps.CoursesConfig",
    "content.apps.ContentConfig",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtailmedia",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_q",
    "allauth",
    "allauth.account",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lms.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lms.middleware.PrivatePagesAreNotCached",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "lms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lms.context.site",
            ],
        },
    },
]

# — Data ————————————————————————————————————————————————————————————————————————
DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'lms.sqlite3'}"),
}
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A web process and a worker write at the same time: WAL lets readers go on, an immediate
    # transaction waits for its turn at BEGIN instead of failing in the middle.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "lms_accounts.User"
# The address is unique without regard to case, by a constraint the check does not know.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
if redis_url := env("REDIS_URL", default=""):
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}
    }

# The broker is the database: a queued task commits or rolls back with the fact it belongs to.
# `retry` exceeds `timeout`, so a task is handed out again only when its worker is gone, and is
# short enough that what a killed worker had in hand is taken up again within two minutes.
Q_CLUSTER = {
    "name": "lms",
    "orm": "default",
    "workers": env.int("WORKERS", default=2),
    "timeout": 90,
    "retry": 110,
    "max_attempts": 5,
    "ack_failures": False,
    "poll": 1,
    "catch_up": False,
    "save_limit": 500,
    "label": "Worker",
}

# — People ——————————————————————————————————————————————————————————————————————
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "courses.cohorts.backends.CohortRoleBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mein-weg/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "lms.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Office computers are shared: people tick a box to stay signed in, nobody is kept by default.
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True

SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"


# — Mail ————————————————————————————————————————————————————————————————————————
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Qualifizierung <post@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = ""
# A page that shows mails to anybody is for development alone.
LMS_SHOW_MAIL = False

# — Language ————————————————————————————————————————————————————————————————————
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = [("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "lms" / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

# — Files ———————————————————————————————————————————————————————————————————————
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    ("kern", BASE_DIR / "node_modules" / "@kern-ux" / "native" / "dist"),
    ("h5p", BASE_DIR / "node_modules" / "h5p-standalone" / "dist"),
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# A section with a hundred rows of ten fields, twice.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# — Wagtail —————————————————————————————————————————————————————————————————————
WAGTAIL_SITE_NAME = env("SITE_NAME", default="Kommunales Konfliktmanagement – Qualifizierung")
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h2", "h3", "bold", "italic", "ol", "ul", "link"]},
    },
}
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
# A file of a few kilobytes can claim a picture that fills the memory.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_AVIF_QUALITY = 60
# No SVG and no HTML: opened at their own address they would run scripts under ours.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = [
    *["csv", "ics", "pdf", "rtf", "txt", "vtt", "zip"],
    *["docx", "odp", "ods", "odt", "pptx", "xlsx"],
]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_CONTENT_TYPES = {"vtt": "text/vtt; charset=utf-8"}
# What every browser plays without help.
WAGTAILMEDIA = {"AUDIO_EXTENSIONS": ["m4a", "mp3", "ogg"], "VIDEO_EXTENSIONS": ["mp4", "webm"]}

# — Packages of H5P —————————————————————————————————————————————————————————————
# A host of their own for packages that need to keep something or to hear a microphone; without it
# they are played in an origin that is nobody's. It leads to this site and gets no cookie of it.
LMS_H5P_ORIGIN = env("LMS_H5P_ORIGIN", default="").rstrip("/")
# Foreign hosts that packages may load from once somebody has agreed.
LMS_H5P_HOSTS = env.list("LMS_H5P_HOSTS", default=[])

# — Security ————————————————————————————————————————————————————————————————————
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        # Players of H5P packages; what they may do stands in their own policy.
        "frame-src": [SELF, *([LMS_H5P_ORIGIN] if LMS_H5P_ORIGIN else [])],
        "connect-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    },
}

# — Ours ————————————————————————————————————————————————————————————————————————
LMS_SITE_NAME = WAGTAIL_SITE_NAME
# Where signing keys lie (one folder an issuer, files readable by the worker alone).
LMS_KEY_DIR = Path(env("LMS_KEY_DIR", default=str(VAR_DIR / "keys")))
LMS_KEY_PASSPHRASE = env("LMS_KEY_PASSPHRASE", default="")
# What holds those keys: files, the environment, or a class that talks to a key service.
LMS_KEY_STORE = env("LMS_KEY_STORE", default="certificates.keys.files.FileKeyStore")
# Signs the PDFs of certificates: a PKCS#12 file, or a class that talks to a key service. With a
# time-stamping service (RFC 3161) signatures can be checked for good; it needs the trusted roots.
LMS_PDF_SIGNER = env("LMS_PDF_SIGNER", default="")
LMS_PDF_SIGNER_FILE = env("LMS_PDF_SIGNER_FILE", default="")
LMS_PDF_SIGNER_PASSPHRASE = env("LMS_PDF_SIGNER_PASSPHRASE", default="")
LMS_PDF_TIMESTAMP_URL = env("LMS_PDF_TIMESTAMP_URL", default="")
LMS_PDF_TRUST_FILE = env("LMS_PDF_TRUST_FILE", default="")
# The name under which credentials are verified in ten years; may differ from the site's address.
LMS_CREDENTIAL_DOMAIN = env("LMS_CREDENTIAL_DOMAIN", default=BASE_URL.split("://", 1)[1])
# Finds a certificate by its code; not SECRET_KEY, because that one may be rotated.
LMS_CODE_KEY = env("LMS_CODE_KEY", default="")
# Private texts are sealed with these: {key id: 32 bytes in base64}; the first seals, all unseal.
LMS_SEALING_KEYS = env.dict("LMS_SEALING_KEYS", default={})

# — Log —————————————————————————————————————————————————————————————————————————
# To the standard error stream, whatever DEBUG says; an error carries its traceback.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stream"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers would stay silent without DEBUG.
        "django": {"handlers": [], "level": env("LOG_LEVEL", default="WARNING")},
        "django-q": {"handlers": [], "level": env("LOG_LEVEL", default="WARNING")},
        # A wrong address is the visitor's matter, a failing page is ours.
        "django.request": {"level": "ERROR"},
    },
}
