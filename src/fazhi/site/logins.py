"""The demonstration logins: one for each person the platform serves; impossible in production mode."""

import os
import sys
from typing import Any

from django.conf import settings

SEATS = (("clerk", "收件人"), ("handler", "承办人"), ("head", "机构负责人"), ("organ_head", "机关负责人"))
SERVICE = (("admin", "administrator", "管理员"), ("officer", "data_protection", "数据保护员"))


def password() -> str:
    """From FAZHI_DEMO_PASSWORD, else a fixed word good only for invented data."""
    return os.environ.get("FAZHI_DEMO_PASSWORD", "shili-2024-demo")


def demo_logins(world: Any) -> None:
    """Make the logins printed by `make demo`; refuses in production."""
    if settings.PRODUCTION:
        raise ValueError("生产环境不能建立演示账号。")
    from django.contrib.auth import get_user_model

    from fazhi.kernel.models import Person, Post

    users = get_user_model().objects
    bureau = world.organ_named("示例区司法局")
    for login, label in (*SEATS, ("leader", "分管领导"), ("citizen", "申请人（公众）"), *((k, v) for k, _, v in SERVICE)):
        worked = users.filter(
            username=f"{world.organ.code}-{login}-甲".lower()
        ).first()  # who handled the demonstration's cases
        user = worked or users.filter(username=login).first() or users.create(username=login)
        user.username = login
        user.set_password(password())
        user.save()
        Person.objects.update_or_create(user=user, defaults={"name": label, "demo": True, "citizen": login == "citizen"})
        if login in dict(SEATS):
            for organ in (world.organ, bureau):
                Post.objects.get_or_create(user=user, organ=organ, seat=login, defaults={"title": label})
        elif login == "leader":
            Post.objects.get_or_create(user=user, organ=world.organ, seat="leader", defaults={"title": label, "below": True})
        for service, seat, title in SERVICE:
            if login == service:
                Post.objects.get_or_create(user=user, organ=world.organ, seat=seat, defaults={"title": title, "below": True})


def show(address: str) -> None:
    """Print address and logins."""
    from fazhi.kernel.models import Person

    print(f"\n  地址  {address}\n", file=sys.stderr)
    for person in Person.objects.filter(
        user__username__in=[*dict(SEATS), "leader", "citizen", "admin", "officer"]
    ).select_related("user"):
        print(f"  {person.user.username:<12}{password()}   {person.name}", file=sys.stderr)
    print("\n  演示数据，均为虚构；Ctrl+C 停止。\n", file=sys.stderr)
