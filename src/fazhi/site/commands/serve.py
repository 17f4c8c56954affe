"""启动网页服务（granian），默认 127.0.0.1:8000

例：fazhi serve
    fazhi serve --host 0.0.0.0 --port 8080 --workers 2
"""

import argparse
import os
import subprocess
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="监听地址")
    parser.add_argument("--port", type=int, default=8000, help="端口")
    parser.add_argument("--workers", type=int, default=1, help="进程数")
    parser.add_argument("--no-work", action="store_true", help="不附带办后台任务的进程（另有 fazhi work 时）")


def run(args: argparse.Namespace) -> None:
    from fazhi.site.boot import start

    start()
    from django.conf import settings
    from django.core.management import call_command
    from granian import Granian
    from granian.constants import Interfaces

    call_command("collectstatic", interactive=False, verbosity=0)
    if not settings.PRODUCTION:
        from fazhi.site.logins import show

        show(f"http://{args.host}:{args.port}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fazhi.site.settings")
    if not args.no_work:
        subprocess.Popen([sys.executable, "-m", "fazhi.cli", "work", "--parent", str(os.getpid())])
    Granian(
        "fazhi.site.wsgi:application",
        address=args.host,
        port=args.port,
        workers=args.workers,
        interface=Interfaces.WSGI,
        log_enabled=False,
    ).serve()
