"""Other programs: tokens shown once and kept as digests, addresses that are told of new ledger lines."""

from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fazhi.kernel.declare import Say
from fazhi.kernel.models import Event
from fazhi.kernel.refusal import Refusal
from fazhi.surfaces import nav
from fazhi.surfaces.admin.gate import administrators, log
from fazhi.surfaces.admin.pages import Form, Table, sent, show
from fazhi.surfaces.api.hooks import allowed
from fazhi.surfaces.api.models import Token, Webhook
from fazhi.surfaces.people import name_of

LONGEST = 366
DOMAINS = Say("domains", "限定业务", "list", required=False, help="业务代码，用顿号隔开；不填为全部。")


@administrators
def index(request: HttpRequest) -> HttpResponse:
    """Tokens and webhooks, new ones, and their end."""
    issue = Form(
        "token",
        "发接口令牌",
        (
            Say("login", "使用人的账号", help="程序按这个人的权限读写。"),
            Say("name", "用途"),
            Say("scope", "权限", "choice", Token.SCOPES),
            DOMAINS,
            Say("expires", "到期日", "date", help=f"最长{LONGEST}天。"),
        ),
        "发令牌",
        folded=True,
    )
    hook = Form(
        "hook",
        "设推送地址",
        (Say("login", "按谁的权限", help="只推送这个人看得见的办件。"), Say("url", "地址", help="https://…"), DOMAINS),
        "设推送",
        folded=True,
    )
    tokens = list(Token.objects.select_related("user__person").order_by("-pk")[:200])
    hooks = list(Webhook.objects.select_related("user__person").order_by("-pk")[:200])
    forms = [issue, hook]
    if live := tuple((str(t.pk), f"{t.name}（{name_of(t.user)}）") for t in tokens if t.expires > timezone.now()):
        forms.append(Form("revoke", "收回令牌", (Say("token", "令牌", "choice", live),), "收回", danger=True, folded=True))
    if hooks:
        forms.append(
            Form(
                "switch",
                "停用或者启用推送",
                (Say("hook", "地址", "choice", tuple((str(h.pk), h.url) for h in hooks)),),
                "切换",
                danger=True,
                folded=True,
            )
        )
    notes: list[str] = []
    if posted := sent(request, forms):
        try:
            notes = act(request.user, posted.name, posted.read(request.POST))
        except Refusal as refused:
            posted.refuse(refused)
        else:
            if not notes:
                messages.success(request, "已保存。")
                return redirect("admin-programs")
            posted.fill()
            tokens = list(Token.objects.select_related("user__person").order_by("-pk")[:200])
            hooks = list(Webhook.objects.select_related("user__person").order_by("-pk")[:200])
    return show(request, "接口和推送", forms=forms, notes=notes, tables=[
        Table("令牌", ("用途", "使用人", "权限", "业务", "到期", "最近使用"), [(t.name, name_of(t.user), t.get_scope_display(), "、".join(t.domains) or "全部", moment(t.expires), moment(t.used) if t.used else "没有用过") for t in tokens], "还没有发过令牌。别的系统要取数、办事的，展开上面的“发接口令牌”。"),
        Table("推送", ("地址", "按谁的权限", "业务", "情况", ""), [(h.url, name_of(h.user), "、".join(h.domains) or "全部", h.note, "启用" if h.active else "停用") for h in hooks], "还没有推送地址。要在办件有变化时通知别的系统的，展开上面的“设推送地址”。"),
    ])  # fmt: skip


def moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def act(by: Any, what: str, values: dict[str, Any]) -> list[str]:
    """One change; returns what is shown once."""
    if what == "revoke":
        token = Token.objects.get(pk=values["token"])
        token.expires = timezone.now()
        token.save(update_fields=["expires"])
        log(by, "收回令牌", token.name, user=token.user.get_username())
        return []
    if what == "switch":
        hook = Webhook.objects.get(pk=values["hook"])
        hook.active, hook.failures, hook.retry = not hook.active, 0, None
        hook.save()
        log(by, "启用推送" if hook.active else "停用推送", hook.url)
        return []
    user = get_user_model().objects.filter(username=values["login"], is_active=True).first()
    if user is None:
        raise Refusal("unknown", f"没有在用的账号“{values['login']}”", field="login")
    unknown = [d for d in values["domains"] or () if d not in nav.words()]
    if unknown:
        raise Refusal("unknown", f"没有业务“{'、'.join(unknown)}”", field="domains")
    return (_token if what == "token" else _hook)(by, user, values)


def _token(by: Any, user: Any, values: dict[str, Any]) -> list[str]:
    days = (values["expires"] - timezone.localdate()).days
    if not 0 < days <= LONGEST:
        raise Refusal("format", f"到期日应在明天起{LONGEST}天之内", field="expires")
    expires = timezone.make_aware(datetime.combine(values["expires"], time(23, 59)))
    token, secret = Token.issue(user, values["name"][:60], values["scope"], expires, values["domains"])
    log(by, "发令牌", token.name, user=user.get_username(), scope=token.scope, domains=token.domains, expires=values["expires"])
    return [f"令牌：{secret}", "它只显示这一次，请直接放进对方程序的配置。"]


def _hook(by: Any, user: Any, values: dict[str, Any]) -> list[str]:
    if why := allowed(values["url"]):
        raise Refusal("format", why, field="url")
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    hook = Webhook.objects.create(url=values["url"], user=user, domains=values["domains"] or [], last=last)
    log(by, "设推送", hook.url, user=user.get_username(), domains=hook.domains)
    return [f"签名密钥：{hook.secret}", "对方用它核对推送的签名；它只显示这一次。"]
