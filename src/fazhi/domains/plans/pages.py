"""Pages of the self-assessment: the indicators with figures, evidence and gap tasks; the same as an official document."""

import io
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from fazhi.domains.plans import assess
from fazhi.kernel import layout, rights
from fazhi.kernel.documents import fixed
from fazhi.kernel.models import Case

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _seen(request: HttpRequest) -> Any:
    return rights.visible_to(request.user).filter(domain="assessment")


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The self-assessments one may see, newest first, each with how its indicators stand."""
    cases = [(c, assess.counts(assess.lines(c, values=False))) for c in _seen(request).order_by("-opened_on")[:20]]
    return render(request, "plans/assessments.html", {"cases": cases})


@login_required
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One self-assessment: every indicator, and what is still wanting."""
    case = get_object_or_404(_seen(request), pk=pk)
    found = assess.lines(case)
    wanting = [line for line in found if line.wanting]
    return render(
        request,
        "plans/assessment.html",
        {
            "case": case,
            "lines": found,
            "counts": assess.counts(found),
            "wanting": wanting,
            "loaded": assess.completeness(case, found),
        },
    )


@login_required
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of the self-assessment as a .docx in official layout."""
    response = HttpResponse(as_docx(get_object_or_404(_seen(request), pk=pk)), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="assessment-{pk}.docx"'
    return response


def as_docx(case: Case) -> bytes:
    found, docx = assess.lines(case), layout.page()
    layout.line(docx, f"{case.facts.year}年度法治政府建设示范指标自评报告", align="center", face=layout.TITLE, size=22)
    stand = "，".join(f"{word}{n}项" for word, n in assess.counts(found) if n)
    layout.line(
        docx,
        f"依据{case.facts.source or case.facts.version}，逐项自评结果：{stand}。{assess.completeness(case, found)}",
        indent=True,
    )
    for line in found:
        text = f"{line.said.get('code')}　{line.said.get('text')}{'' if line.checked else '（待核对）'}"
        if not line.leaf:
            layout.line(docx, text, face=layout.HEADING if line.said.get("level") == 1 else "楷体", indent=True)
            continue
        told = [f"自评：{line.word}"]
        told += [f"佐证：{line.said['evidence']}"] if line.said.get("evidence") else []
        told += [f"情况说明：{line.said['note']}"] if line.said.get("note") else []
        told += [f"{figure.label}：{words}" for figure, words in line.values]
        told += [f"差距任务：{line.task.title}（{line.task.state_label}）"] if line.task else []
        layout.line(docx, f"{text}。{'；'.join(told)}。", indent=True)
    layout.line(docx, case.organ.name, align="right")
    out = io.BytesIO()
    docx.save(out)
    return fixed(out.getvalue())


NAV = (("indicators/", "示范指标自评"),)
urlpatterns = [
    path("indicators/", index, name="indicators"),
    path("indicators/<int:pk>/", one, name="assessment"),
    path("indicators/<int:pk>/report.docx", paper, name="assessment_paper"),
]
