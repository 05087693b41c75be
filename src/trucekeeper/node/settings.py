"""Django's settings. What differs between nodes comes from the environment; the defaults are the safe ones.

``TRUCEKEEPER_NODE`` names the node's folder, ``TRUCEKEEPER_DATABASE`` a PostgreSQL database in place of the SQLite file
in it, ``TRUCEKEEPER_HOSTS`` the names under which the node is served (default: this computer alone) and
``TRUCEKEEPER_HTTPS`` (``1``) that it stands behind HTTPS.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from trucekeeper.errors import BadInput

FOLDER = Path(os.environ.get("TRUCEKEEPER_NODE", "."))
DATABASE_FILE = "ledger.sqlite"
SQLITE_SETUP = (
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON; "
    "PRAGMA secure_delete = ON; PRAGMA cache_size = -65536"
)


def database(folder: Path, url: str | None = None) -> dict[str, Any]:
    """Return Django's setting for the SQLite file of *folder*, or for the PostgreSQL database that *url* names.

    Raises:
        BadInput: *url* is not one of PostgreSQL.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / DATABASE_FILE),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 60, "init_command": SQLITE_SETUP},
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise BadInput(f"--database {parts.scheme or url!r}: write postgresql://USER:PASSWORD@HOST:PORT/NAME")
    options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"server_side_binding": True, **{key: unquote(value) for key, value in options.items()}},
        "CONN_HEALTH_CHECKS": True,
    }


def _secret() -> str:
    file = FOLDER / "secret.key"
    return file.read_text(encoding="ascii") if file.is_file() else os.urandom(32).hex()


HTTPS = os.environ.get("TRUCEKEEPER_HTTPS") == "1"

DEBUG = False
SECRET_KEY = _secret()
ALLOWED_HOSTS = [*filter(None, os.environ.get("TRUCEKEEPER_HOSTS", "").split(",")), "localhost", "127.0.0.1", "[::1]"]
DATABASES = {"default": database(FOLDER, os.environ.get("TRUCEKEEPER_DATABASE"))}
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "trucekeeper.node",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "trucekeeper.node.screens.protect",
]
ROOT_URLCONF = "trucekeeper.node.urls"
WSGI_APPLICATION = "trucekeeper.node.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {"environment": "trucekeeper.node.screens.environment", "autoescape": True},
    }
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 8_000_000
"""Of what a form sends beside its files: a text of a million characters has up to four million bytes."""
LOGIN_URL = "login"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"
STATIC_ROOT = Path(__file__).parent / "static"
WHITENOISE_MAX_AGE = 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
