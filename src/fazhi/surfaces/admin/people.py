"""People and posts: a login with a password to be changed at once, posts from day to day, the end of both."""

import secrets
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from fazhi.kernel.declare import Say
from fazhi.kernel.models import Organ, Person, Post
from fazhi.kernel.refusal import Refusal
from fazhi.surfaces.admin.gate import administrators, log
from fazhi.surfaces.admin.organs import parents
from fazhi.surfaces.admin.pages import Form, Table, sent, show
from fazhi.surfaces.models import FirstPassword
from fazhi.surfaces.people import name_of, seat_labels

GOOD_FOR, SHOWN = timedelta(days=7), 200


def seats() -> tuple[tuple[str, str], ...]:
    """Seats of offices, by label."""
    from fazhi.kernel.registry import procedures

    office = {k for p in procedures().values() for k, s in p.seats().items() if s.side == "office"}
    return tuple(
        (k, v)
        for k, v in sorted(seat_labels().items(), key=lambda x: x[1])
        if k in office | {"leader", "administrator", "data_protection"}
    )


def post_asks() -> tuple[Say, ...]:
    return (
        Say("organ", "机关", "choice", parents()), Say("seat", "岗位", "choice", seats()), Say("title", "职务", required=False),
        Say("below", "含下级机关", "bool", required=False), Say("since", "自哪一天", "date"),
    )  # fmt: skip


@administrators
def index(request: HttpRequest) -> HttpResponse:
    """People with posts, found by name; a new login."""
    asks = (Say("login", "账号"), Say("name", "姓名"), Say("phone", "电话", required=False), *post_asks())
    form = Form("new", "新建账号", asks, "建立账号", folded=True)
    notes = []
    if posted := sent(request, [form]):
        try:
            values = posted.read(request.POST)
            user, word = make(request.user, **values)
        except Refusal as refused:
            posted.refuse(refused)
        else:
            notes = [
                f"账号 {user.get_username()} 已建立，一次性密码：{word}",
                "请当面或者用可靠的方式告诉本人。它只显示这一次，七日内首次登录时必须改掉。",
            ]
            form.fill()
    word = request.GET.get("q", "").strip()
    found = Post.objects.exclude(user__person__citizen=True)
    if word:
        found = found.filter(
            Q(user__person__name__icontains=word) | Q(user__username__icontains=word) | Q(organ__name__icontains=word)
        )
    labels = seat_labels()
    rows = [
        (
            (name_of(p.user), f"/admin/people/{p.user_id}/"),
            p.user.get_username(),
            p.organ.name,
            labels.get(p.seat, p.seat),
            p.since,
            p.until or "",
            "" if p.user.is_active else "已停用",
        )
        for p in found.select_related("user__person", "organ").order_by("organ__path", "seat", "pk")[:SHOWN]
    ]
    return show(request, "人员和岗位", notes=notes, find=word, forms=[form],
                tables=[Table("岗位", ("姓名", "账号", "机关", "岗位", "自", "至", ""), rows)])  # fmt: skip


@transaction.atomic
def make(by: Any, *, login: str, name: str, phone: str | None = None, **post: Any) -> tuple[Any, str]:
    """A login with a post; returns the user and the one-time password."""
    users = get_user_model().objects
    if users.filter(username__iexact=login).exists():
        raise Refusal("double", f"账号“{login}”已有人使用", todo="请换一个", field="login")
    if not login.replace("-", "").replace("_", "").replace(".", "").isalnum() or len(login) > 60:
        raise Refusal("format", "账号只能用文字、数字、“-”“_”“.”", field="login")
    user = users.create_user(login)
    Person.objects.create(user=user, name=name[:40], phone=phone or "")
    log(by, "建立账号", login, name=name)
    give(by, user, **post)
    return user, once(by, user)


def give(
    by: Any, user: Any, *, organ: str, seat: str, since: date, title: str | None = None, below: bool | None = None
) -> Post:
    """A post from a day."""
    post = Post.objects.create(
        user=user, organ=Organ.objects.get(pk=organ), seat=seat, title=title or "", below=bool(below), since=since
    )
    log(by, "任岗", user.get_username(), organ=post.organ.name, seat=seat, since=since, below=bool(below))
    return post


def once(by: Any, user: Any) -> str:
    """A new one-time password; the old one is gone, so are the sessions."""
    word = "-".join(secrets.token_hex(3) for _ in range(3)).capitalize() + "X"
    user.set_password(word)
    user.save(update_fields=["password"])
    FirstPassword.objects.update_or_create(user=user, defaults={"until": timezone.now() + GOOD_FOR})
    log(by, "发一次性密码", user.get_username())
    return word


@administrators
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: posts, a new password, the end."""
    user = get_object_or_404(get_user_model().objects.select_related("person"), pk=pk)
    open_ = [p for p in user.posts.select_related("organ") if p.until is None or p.until >= timezone.localdate()]
    labels = seat_labels()
    post = Form("post", "增加岗位", post_asks(), "任岗", folded=True)
    end = Form(
        "end",
        "结束岗位",
        (
            Say("post", "岗位", "choice", tuple((str(p.pk), f"{p.organ.name}　{labels.get(p.seat, p.seat)}") for p in open_)),
            Say("until", "最后一天", "date"),
        ),
        "结束",
        folded=True,
    )
    word = Form("word", "重发一次性密码", (), "重发", hint="原密码作废，在用的登录全部退出。", folded=True)
    state = Form(
        "state",
        "停用账号" if user.is_active else "恢复账号",
        (Say("reason", "理由"),),
        "停用" if user.is_active else "恢复",
        danger=True,
        folded=True,
    )
    notes = []
    if posted := sent(request, [post, end, word, state]):
        try:
            values = posted.read(request.POST)
            notes = act(request.user, user, posted.name, values)
        except Refusal as refused:
            posted.refuse(refused)
        else:
            if not notes:
                messages.success(request, "已保存。")
                return redirect("admin-person", pk)
            posted.fill()
    rows = [
        (p.organ.name, labels.get(p.seat, p.seat), p.title, "含下级" if p.below else "", p.since, p.until or "")
        for p in user.posts.select_related("organ")
    ]
    return show(request, name_of(user), back=("/admin/people/", "人员和岗位"), hint=f"账号 {user.get_username()}" + ("" if user.is_active else "（已停用）"), notes=notes,
                tables=[Table("岗位", ("机关", "岗位", "职务", "", "自", "至"), rows, "没有岗位。")], forms=[post, end, word, state])  # fmt: skip


def act(by: Any, user: Any, what: str, values: dict[str, Any]) -> list[str]:
    """One of the four changes; returns what must be read out once."""
    if what == "post":
        give(by, user, **values)
    elif what == "end":
        post = user.posts.get(pk=values["post"])
        if values["until"] < post.since:
            raise Refusal("order", "最后一天早于任岗的日期", field="until")
        if user.pk == by.pk and post.seat == "administrator":
            raise Refusal("self", "不能结束自己的管理员岗位", todo="请由另一位管理员办理", field="post")
        post.until = values["until"]
        post.save(update_fields=["until"])
        log(by, "离岗", user.get_username(), organ=post.organ.name, seat=post.seat, until=post.until)
    elif what == "word":
        word = once(by, user)
        leave(user)
        return [f"新的一次性密码：{word}", "它只显示这一次，七日内首次登录时必须改掉。"]
    else:
        if user.pk == by.pk:
            raise Refusal("self", "不能停用自己的账号", todo="请由另一位管理员办理", field="reason")
        user.is_active = not user.is_active
        user.save(update_fields=["is_active"])
        leave(user)
        log(by, "恢复账号" if user.is_active else "停用账号", user.get_username(), reason=values["reason"])
    return []


def leave(user: Any) -> None:
    """End every session of a person."""
    from allauth.usersessions.models import UserSession

    for session in UserSession.objects.filter(user=user):
        session.end()
