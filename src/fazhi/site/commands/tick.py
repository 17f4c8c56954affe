"""到期处理：期限届满后由法律规定的步骤自动办理，并锚定台账（由定时器每天运行，多跑无妨）

例：fazhi tick                    按今天
    fazhi tick --on 2024-05-31    按指定日期
"""

import argparse
from datetime import date


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", default="", metavar="DATE", help="按哪一天处理，默认今天")


def run(args: argparse.Namespace) -> None:
    from fazhi.site.boot import progress, start

    start()
    from django.utils import timezone

    from fazhi.kernel.tick import tick

    today = date.fromisoformat(args.on) if args.on else timezone.localdate()
    if today > timezone.localdate():
        raise ValueError(f"{today} 还没有到，不能提前办理到期事项。")
    done = tick(today, progress=progress("到期处理"))
    for event in done:
        print(f"{event.case}：{event.case.declared.steps[event.step].label}（{event.on}）")
    print(f"到期办理 {len(done)} 件。")
    from fazhi.kernel.models import Parameter
    from fazhi.surfaces.public.models import sweep

    Parameter.objects.update_or_create(
        key="tick.last", defaults={"value": timezone.now().isoformat(), "basis": "系统自记", "since": today}
    )
    if swept := sweep():
        print(f"删去三十天没有动过的申请草稿 {swept} 份。")
    from fazhi.surfaces.api.hooks import push_all

    if pushed := push_all():
        print(f"推送台账 {pushed} 行。")
    from fazhi.surfaces.jobs.queue import ask_due

    if asked := ask_due():
        print(f"已交办后台任务 {asked} 个。")
