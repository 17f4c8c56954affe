"""Settings of the site. Secrets and addresses come from the environment only; without any, it is a laptop with SQLite."""

import os
import secrets
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent.parent
BASE = Path(
    os.environ.get("FAZHI_HOME") or (PACKAGE.parents[1] if (PACKAGE.parents[1] / "pyproject.toml").exists() else Path.cwd())
)
VAR = BASE / "var"
VAR.mkdir(parents=True, exist_ok=True)

PRODUCTION = os.environ.get("FAZHI_PRODUCTION", "") == "1"
DEBUG = False
TESTING = "pytest" in sys.modules


def _secret() -> str:
    """From the environment in production; on a laptop a file made once, readable by its owner only."""
    if os.environ.get("FAZHI_SECRET_KEY"):
        return os.environ["FAZHI_SECRET_KEY"]
    if PRODUCTION:
        raise ImproperlyConfigured("生产环境须设置环境变量 FAZHI_SECRET_KEY（不少于50个随机字符）。")
    path = VAR / "secret"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


def _sign_on() -> dict:
    """The province's or city's sign-on by OpenID Connect, where its address and client are given."""
    server = os.environ.get("FAZHI_OIDC_SERVER", "")
    if not server:
        return {}
    app = {
        "provider_id": "sign-on",
        "name": os.environ.get("FAZHI_OIDC_NAME", "统一身份认证"),
        "client_id": os.environ.get("FAZHI_OIDC_CLIENT", ""),
        "secret": os.environ.get("FAZHI_OIDC_SECRET", ""),
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


SECRET_KEY = _secret()
ALLOWED_HOSTS = os.environ.get("FAZHI_HOSTS", "127.0.0.1,localhost,testserver" if not PRODUCTION else "").split(",")

DOMAINS = sorted(f.name for f in (PACKAGE / "domains").iterdir() if (f / "__init__.py").exists())
INSTALLED_APPS = [
    "fazhi.surfaces",  # first: its templates stand before those of the libraries
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "django_htmx",
    "csp",
    "fazhi.kernel",
    "fazhi.surfaces.api",
    "fazhi.surfaces.jobs",
    "fazhi.surfaces.public",
    "fazhi.report",
    *[f"fazhi.domains.{name}" for name in DOMAINS],
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "fazhi.surfaces.accounts.sessions.SessionLimits",
    "fazhi.surfaces.admin.first.FirstVisit",
    "fazhi.surfaces.public.gate.PublicGate",
    "fazhi.surfaces.web.faults.Faults",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fazhi.surfaces.context.page",
            ]
        },
    }
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "fazhi.surfaces.people.Backend"]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "/", "account_login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER, SOCIALACCOUNT_ADAPTER = "fazhi.surfaces.accounts.adapter.Accounts", "fazhi.surfaces.accounts.adapter.SignOn"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login_failed": False} if TESTING else {}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "法治"
MFA_REQUIRED = os.environ.get("FAZHI_MFA", "1" if PRODUCTION else "") == "1"  # second factor for everybody with a post
SOCIALACCOUNT_PROVIDERS = _sign_on()
AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME = 5, timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE, AXES_RESET_ON_SUCCESS = "account/lockout.html", True
AXES_VERBOSE = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "fazhi.surfaces.accounts.passwords.ThreeKinds"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher" if not TESTING else "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
SESSION_ENGINE = "fazhi.surfaces.accounts.store"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE, SESSION_LONGEST, SESSION_MOST = 30 * 60, 10 * 3600, 3  # seconds, seconds, at once
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = os.environ.get("FAZHI_HTTPS", "1") == "1"
    SECURE_HSTS_SECONDS = 31_536_000
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
ROOT_URLCONF = "fazhi.site.urls"
WSGI_APPLICATION = "fazhi.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _database(url: str) -> dict:
    """`DATABASE_URL` as postgres://user:password@host:port/name or sqlite:///path; without it SQLite in the repository's root."""
    parts = urlsplit(url or f"sqlite:///{BASE / 'fazhi.sqlite3'}")
    options = dict(parse_qsl(parts.query))
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:],  # sqlite:///relative or sqlite:////absolute
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456;",
            },
        }
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(f"DATABASE_URL 须以 postgres:// 或 sqlite:// 开头，收到“{parts.scheme}”。")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "") or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}, **options},
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""))}
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
MEDIA_ROOT = Path(os.environ.get("FAZHI_MEDIA") or VAR / "media")
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING"}},
}
