"""The list of documents in force, on any day and as a paper; the clean-up tasks that wait."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from fazhi.domains.normative import valid
from fazhi.kernel import rights
from fazhi.surfaces.export import disposition

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
def in_force(request: HttpRequest) -> HttpResponse:
    """What is in force today, or was on the day asked for; `docx` gives the paper."""
    asked, refused = request.GET.get("on", ""), ""
    try:
        on = date.fromisoformat(asked) if asked else date.today()
    except ValueError:
        on, refused = date.today(), f"“{asked[:20]}”不是日期，请按2026-03-01的样子填写；下面列的是今天的目录"
    cases = rights.visible_to(request.user)
    rows = valid.in_force(cases, on)
    if "docx" in request.GET:
        organ = rows[0].case.organ.name_on(on) if rows else ""
        answer = HttpResponse(valid.printed(rows, on, organ), content_type=DOCX)
        answer["Content-Disposition"] = disposition(f"现行有效行政规范性文件目录-{on}.docx")
        return answer
    changed = {w.case.pk for w in valid.waiting(cases)}
    context = {"rows": rows, "on": on, "today": on == date.today(), "changed": changed, "refused": refused}
    return render(request, "normative/valid.html", context, status=422 if refused else 200)


@login_required
def tasks(request: HttpRequest) -> HttpResponse:
    """Every document whose bases changed, with what changed and until when somebody must say what follows."""
    rows = valid.waiting(rights.visible_to(request.user))
    return render(request, "normative/tasks.html", {"rows": rows, "today": date.today()})


urlpatterns = [path("valid/", in_force, name="valid"), path("tasks/", tasks, name="tasks")]
NAV = (("valid/", "现行有效目录"), ("tasks/", "清理任务"))
