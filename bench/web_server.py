"""The servers bench/web.py asks: the site as it is; with FAZHI_BENCH_BARE=1 a stock Django project with one page of the same rows."""

import os
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "src"), str(Path(__file__).parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fazhi.site.settings")

import django  # noqa: E402
from django.conf import settings  # noqa: E402

BARE = os.environ.get("FAZHI_BENCH_BARE") == "1"

django.setup()
STOCK = "django.contrib.auth.backends.ModelBackend"
if BARE:  # what `django-admin startproject` writes
    settings.ROOT_URLCONF = "web_bare"
    settings.AUTHENTICATION_BACKENDS = [STOCK]
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"
    settings.MIDDLEWARE = [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]
    processors = settings.TEMPLATES[0]["OPTIONS"]["context_processors"]
    settings.TEMPLATES[0]["OPTIONS"]["context_processors"] = [p for p in processors if p.startswith("django.")]

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()

if __name__ == "__main__":
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "web_server:application",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        workers=2,
        interface=Interfaces.WSGI,
        log_enabled=False,
    ).serve()
