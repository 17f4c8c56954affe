"""The front of the administration: its sections, and what asks for attention."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fazhi.kernel import rights
from fazhi.surfaces.admin.gate import either
from fazhi.surfaces.admin.health import CHECKS, run
from fazhi.surfaces.admin.pages import SECTIONS, Table, show


@either
def front(request: HttpRequest) -> HttpResponse:
    """Sections, and the checks that are not well."""
    if "administrator" not in rights.service_of(request.user):
        return redirect("admin-readings")
    odd = [(c.name, c.text) for c in (run(check) for check in CHECKS) if c.state != "ok"]
    hints = {
        "/admin/organs/": "设立、改名、撤销、职权承接", "/admin/people/": "账号、岗位、一次性密码", "/admin/import/": "机关和人员的 Excel 表",
        "/admin/holidays/": "录入国务院办公厅的放假安排，重算期限", "/admin/numbers/": "本区的文号格式", "/admin/templates/": "换用自己的文书模板",
        "/admin/parameters/": "有依据、有日期的本地数值", "/admin/programs/": "接口令牌和推送", "/admin/log/": "谁改了什么", "/health/": "数据库、锚点、到期处理、磁盘",
    }  # fmt: skip
    rows = [((name, url), hints[url]) for url, name in SECTIONS]
    tables = [Table("需要留意", ("项目", "情况"), odd)] if odd else []
    return show(request, "管理", tables=[*tables, Table("栏目", ("栏目", "做什么"), rows)])
