"""The bare page: a login, one query of twenty cases with organ and handler, a plain template; nothing else."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from fazhi.kernel.models import Case

template = engines["django"].from_string(
    "<!doctype html><title>Cases</title><p>{{ user.username }}</p><table>{% for c in cases %}<tr>"
    '<td><a href="/case/{{ c.pk }}/">{{ c.number }}</a></td><td>{{ c.title }}</td><td>{{ c.state }}</td><td>{{ c.due|date:"Y-m-d" }}</td>'
    "<td>{{ c.organ.name }}</td><td>{{ c.handler.username }}</td></tr>{% endfor %}</table>"
)


@login_required
def bare(request, word):
    """Twenty rows of one query in a plain table."""
    cases = Case.objects.filter(domain=word).select_related("organ", "handler").order_by("-pk")[:20]
    return HttpResponse(template.render({"cases": cases}, request))


urlpatterns = [path("bare/<str:word>/", bare)]
