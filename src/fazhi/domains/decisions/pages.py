"""How completely every decision goes through its eleven nodes: the share settled, what is lacking, and what holds it from the meeting."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from fazhi.domains.decisions.nodes import BEFORE_DISCUSSION, Node, nodes_of
from fazhi.kernel import rights
from fazhi.kernel.models import Case


@dataclass
class Standing:
    """One decision with its nodes."""

    case: Case
    nodes: list[Node]

    @property
    def settled(self) -> int:
        return sum(n.settled for n in self.nodes)

    @property
    def share(self) -> int:
        return self.settled * 100 // len(self.nodes)

    @property
    def lacking(self) -> list[Node]:
        return [n for n in self.nodes if not n.settled]

    @property
    def held(self) -> bool:
        """Whether a gap keeps it from the meeting."""
        return any(n.key in BEFORE_DISCUSSION for n in self.lacking)


@login_required
def progress(request: HttpRequest) -> HttpResponse:
    """Every decision under way or published this person may see, the least complete first."""
    cases = rights.visible_to(request.user).filter(domain="decision").exclude(state="dropped").select_related("organ")
    rows = [Standing(c, nodes_of(c)) for c in cases.order_by("-opened_on", "-pk")[:100]]
    rows.sort(key=lambda r: r.settled)
    done = sum(r.settled == len(r.nodes) for r in rows)
    return render(request, "decisions/progress.html", {"rows": rows, "done": done})


urlpatterns = [path("progress/", progress, name="progress")]
NAV = (("progress/", "程序完成率"),)
