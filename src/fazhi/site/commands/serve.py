"""启动网页服务（granian），默认 127.0.0.1:8000

例：fazhi serve
    fazhi serve --host 0.0.0.0 --port 8080 --workers 2
"""

import argparse
import os
import socket
import subprocess
import sys

THREADS = 8  # a web worker; each keeps a connection with its page cache, and the interpreter runs one at a time anyway


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="监听地址")
    parser.add_argument("--port", type=int, default=8000, help="端口")
    parser.add_argument("--workers", type=int, default=1, help="进程数")
    parser.add_argument("--no-work", action="store_true", help="不附带办后台任务的进程（另有 fazhi work 时）")


def free(host: str, port: int) -> None:
    """Refuses an address another program already listens on."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise ValueError(
                f"{host}:{port} 已被别的程序占用，或不是本机地址。请换一个端口，如 fazhi serve --port {port + 1}。"
            ) from None


def run(args: argparse.Namespace) -> None:
    from fazhi.site.boot import start

    free(args.host, args.port)
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
    from fazhi.domains.patents import keeper

    keeper.keep()
    Granian(
        "fazhi.site.wsgi:application",
        address=args.host,
        port=args.port,
        workers=args.workers,
        blocking_threads=THREADS,
        interface=Interfaces.WSGI,
        log_enabled=False,
    ).serve()
