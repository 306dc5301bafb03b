"""Django's settings, read from the environment; docs/operating.md lists every variable."""

import sys
from ipaddress import ip_address
from pathlib import Path

from csp.constants import NONE, SELF

from advisory import doors, env
from advisory.logs import logging_for

BASE_DIR = Path(__file__).resolve().parent.parent
DATA = env.folder("ADVISORY_DATA", BASE_DIR / "var")


def _loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


# How it is run
DEBUG = env.flag("DEBUG")
SERVE = env.flag("SERVE")
HTTPS = env.flag("HTTPS")
PROXIES = env.words("PROXIES", "127.0.0.1,::1")
HOST = env.text("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, least=1, most=65535)
WEB_PROCESSES = env.number("WEB_PROCESSES", 1, least=1, most=64)
DEMO = env.flag("DEMO")
if DEMO and SERVE:
    env.stop("DEMO", "the demo people have a public password; bin/serve does not start with DEMO=1")
if DEMO and not _loopback(HOST):
    env.stop("HOST", f"{HOST} is not loopback; DEMO=1 serves this machine alone, for its passwords are public")
if DEBUG and SERVE:
    env.stop("DEBUG", "shows the code and its settings to everybody; bin/serve does not start with DEBUG=1")

LIMIT_FLAGS = env.number("LIMIT_FLAGS", 20, least=1)
LIMIT_POSTS = env.number("LIMIT_POSTS", 60, least=1)
LIMIT_SIGN_INS = env.number("LIMIT_SIGN_INS", 30, least=1)
LIMIT_SOCKETS = env.number("LIMIT_SOCKETS", 60, least=1)
LIMIT_SOCKETS_ADDRESS = env.number("LIMIT_SOCKETS_ADDRESS", 2000, least=1)

SECRET_KEY = env.secret("SECRET_KEY", DATA / "secret-key", required=SERVE)
LOOPBACK_NAMES = "localhost,127.0.0.1,[::1]"
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", None if SERVE else LOOPBACK_NAMES)
CSRF_FAILURE_VIEW = "advisory.errors.csrf_failed"
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
if wrong := [origin for origin in CSRF_TRUSTED_ORIGINS if "://" not in origin]:
    env.stop("CSRF_TRUSTED_ORIGINS", f"{wrong[0]!r} has no scheme; write https://{wrong[0]}")

_HERE = ALLOWED_HOSTS[0].lstrip(".*") if SERVE else f"{HOST}:{PORT}"
SITE_URL = env.text("SITE_URL", f"{'https' if HTTPS else 'http'}://{_HERE}").rstrip("/")
if not SITE_URL.startswith(("https://", "http://")):
    env.stop("SITE_URL", "is the address that letters lead to; begin it with https://")

ROOT_URLCONF = "advisory.urls"
ASGI_APPLICATION = "advisory.asgi.application"

INSTALLED_APPS = [
    *(["daphne"] if sys.argv[1:2] == ["runserver"] else []),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "csp",
    "ninja",
    "advisory",
    "advisory.events",
    "advisory.search",
    "advisory.accounts",
    "advisory.notifications",
    "advisory.api",
    "boards",
    "resources",
    "discussions",
    "insights",
]

MIDDLEWARE = [
    "advisory.tracing.routed",
    "django.middleware.security.SecurityMiddleware",
    "advisory.middleware.headers",
    "advisory.probes.probes",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "advisory.middleware.policy",
    "advisory.middleware.legible",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "advisory.accounts.middleware.seen",
    "advisory.accounts.middleware.second_factor",
    "advisory.accounts.middleware.outside",
    "advisory.middleware.refusals",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["advisory.templatetags.addresses", "advisory.templatetags.kept"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "discussions.shell.shell",
            ],
        },
    },
]

# What is kept
DB_POOL = env.number("DB_POOL", 10, least=2)
DATABASES = {"default": env.database("DATABASE_URL", DATA / "advisory.sqlite3", pool=DB_POOL)}
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA / "media"
MEDIA = env.media("MEDIA_URL", "S3_ACCESS_KEY", "S3_SECRET_KEY")
CLAMAV = env.text("CLAMAV", "")  # host:port or the path of a socket; no file passes without its word
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# What processes share: a doorbell and counters, nothing that is kept
REDIS_URL = env.redis("REDIS_URL")
if WEB_PROCESSES > 1 and not (REDIS_URL and DATABASES["default"]["ENGINE"].endswith("postgresql")):
    env.stop("WEB_PROCESSES", "several processes need REDIS_URL and a DATABASE_URL of PostgreSQL")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
if REDIS_URL:
    CACHES["default"] = {"BACKEND": "advisory.cache.ForgivingRedisCache", "LOCATION": REDIS_URL}
    CHANNEL_LAYERS["default"] = {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [{"address": REDIS_URL, "max_connections": 2000}]},
    }

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["advisory.accounts.backend.SignIn"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "advisory.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_SESSION_COOKIE_AGE = 30 * 24 * 3600
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {
    "login": f"{LIMIT_SIGN_INS}/m/ip",
    "login_failed": f"{LIMIT_SIGN_INS}/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
    "reset_password": "20/m/ip,3/m/key,10/h/key",
}
ACCOUNT_FORMS = {"request_login_code": "advisory.accounts.forms.factors.RequestCodeForm"}
ACCOUNT_EMAIL_NOTIFICATIONS = ACCOUNT_REAUTHENTICATION_REQUIRED = True
LETTERS_BESIDE = True
SECOND_FACTOR = doors.second_factor("SECOND_FACTOR")
MFA_ADAPTER = "advisory.accounts.second_step.FactorsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Advisory"
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": f"{LIMIT_SIGN_INS}/m/ip"}
MFA_FORMS = {
    "authenticate": "advisory.accounts.forms.factors.SecondStepForm",
    "reauthenticate": "advisory.accounts.forms.factors.SecondStepAgainForm",
    "add_webauthn": "advisory.accounts.forms.factors.AddPasskeyForm",
    "edit_webauthn": "advisory.accounts.forms.factors.RenamePasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "advisory.accounts.outside.OutsideAdapter"
SOCIALACCOUNT_FORMS = {"disconnect": "advisory.accounts.outside.DisconnectForm"}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    name: found for name, found in (("openid_connect", doors.oidc()), ("saml", doors.saml())) if found
}
INSTALLED_APPS += [f"allauth.socialaccount.providers.{name}" for name in SOCIALACCOUNT_PROVIDERS]
USERSESSIONS_ADAPTER = "advisory.accounts.adapter.SessionsAdapter"


# Letters
globals().update(env.email("EMAIL_URL", DATA / "letters"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", "Advisory <advisory@localhost>")

# Language and time
LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
FILES = {"BACKEND": "advisory.buckets.Bucket", "OPTIONS": MEDIA} if MEDIA else {"BACKEND": "advisory.files.Disk"}
STORAGES = {
    "default": FILES,
    "staticfiles": {"BACKEND": "advisory.static.StaticFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

# What a browser may do with a page
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_ENGINE = "advisory.sessions"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True

# By which servers browsers find each other
STUN_URLS = env.servers("STUN_URLS", ("stun:", "stuns:"))
TURN_URLS = env.servers("TURN_URLS", ("turn:", "turns:"))
TURN_SECRET = env.text("TURN_SECRET", "")
TURN_ONLY = env.flag("TURN_ONLY")
if bool(TURN_URLS) != bool(TURN_SECRET):
    env.stop("TURN_SECRET", "goes together with TURN_URLS; set both, or neither")
if TURN_ONLY and not TURN_URLS:
    env.stop("TURN_ONLY", "sends everything by a TURN server; name one in TURN_URLS")

# A media server for full boards: one of our own where the program is installed, or one elsewhere
JANUS = env.flag("JANUS", default=True)
JANUS_URL = env.text("JANUS_URL", "")
JANUS_SECRET = env.text("JANUS_SECRET", "")
JANUS_PORTS = env.text("JANUS_PORTS", "")
JANUS_ADDRESS = env.text("JANUS_ADDRESS", "")
if JANUS_URL and not JANUS_URL.startswith(("ws://", "wss://")):
    env.stop("JANUS_URL", "is the address of a Janus; begin it with ws://")
if bool(JANUS_URL) != bool(JANUS_SECRET):
    env.stop("JANUS_SECRET", "goes together with JANUS_URL; set both, or neither")

# What hears speech, where that is installed: the folder of a Whisper model, and the language that is spoken
CAPTIONS_MODEL = env.text("CAPTIONS_MODEL", "")
CAPTIONS_LANGUAGE = env.text("CAPTIONS_LANGUAGE", "en")
if CAPTIONS_MODEL and not (Path(CAPTIONS_MODEL) / "model.bin").is_file():
    env.stop("CAPTIONS_MODEL", "is the folder of a Whisper model for CTranslate2; there is no model.bin in it")

# What it says of itself
METRICS_TOKEN = env.text("METRICS_TOKEN", "")
if METRICS_TOKEN and len(METRICS_TOKEN) < 16:
    env.stop("METRICS_TOKEN", "is shorter than 16 characters")
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOG_FORMAT = env.choice("LOG_FORMAT", "json" if SERVE else "line", ("json", "line"))
LOGGING = logging_for(LOG_LEVEL, LOG_FORMAT, whole=DEBUG)
