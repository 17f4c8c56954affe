"""The server bench/web.py asks: the site as it is, and beside it one bare Django page with the same rows to compare with."""

import os
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "src"), str(Path(__file__).parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fazhi.site.settings")

import django  # noqa: E402

django.setup()

from django.contrib.auth.decorators import login_required  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402

from fazhi.kernel.models import Case  # noqa: E402
from fazhi.site import urls  # noqa: E402

TEMPLATE = (
    "<!doctype html><table>{% for c in cases %}<tr><td>{{ c.number }}</td><td>{{ c.title }}</td><td>{{ c.state }}</td><td>{{ c.due }}</td>"
    "<td>{{ c.organ_id }}</td><td>{{ c.handler_id }}</td></tr>{% endfor %}</table>"
)
template = engines["django"].from_string(TEMPLATE)


@login_required
def bare(request, word):
    """Twenty rows of one query in a plain table."""
    return HttpResponse(template.render({"cases": Case.objects.filter(domain=word).order_by("-pk")[:20]}))


urls.urlpatterns.insert(0, path("bare/<str:word>/", bare))
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
