"""One process owns the store, others ask it over a local socket: a line of JSON in, lines of progress and one line of answer out.

chDB opens a folder in one process only, so web workers never open it; they need neither chDB nor its memory to ask.
"""

import json
import os
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fazhi.engines.patents.store import Store

LONGEST_QUESTION = 1 << 20
LONGEST_ADDRESS = 100  # bytes; the kernel's limit for a socket's name is 108
Progress = Callable[[str, int], None]
WRITING = threading.Lock()
BUSY = "专利库正在装入另一批，请等它结束再装；检索不受影响"
OF_STORE = (
    "search",
    "record",
    "family",
    "extended_family",
    "citations",
    "similar",
    "landscape",
    "export",
    "count",
    "rejections",
    "load",
    "load_log",
    "load_scheme",
    "generate",
)
OF_DESK = ("above", "abstracts", "branches", "changes", "named", "runs", "refused_in", "standing", "state")


class Refused(ValueError):
    """A question the owner refused, in its own sentence; `at` is the character of a query where it is wrong."""

    def __init__(self, why: str, at: int | None = None):
        super().__init__(why)
        self.at = at


class Absent(ValueError):
    """Nobody answers at the address."""


def address_of(folder: Path) -> Path:
    """Where the owner of a folder listens: inside it, so that one who may not read the folder may not ask."""
    found = folder / "owner.sock"
    if len(os.fsencode(found)) > LONGEST_ADDRESS:
        raise ValueError(f"专利库的路径太长（{found}），请放到较短的文件夹里，如/var/lib/fazhi/patents")
    return found


def plain(value: Any) -> Any:
    """What JSON cannot say, said in lists and dicts."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return [plain(v) for v in value] if isinstance(value, list | tuple) else value


def answer(store: "Store", what: str, said: dict[str, Any], progress: Progress | None = None) -> Any:
    """One question put to an open store; only what is listed above can be asked."""
    from fazhi.engines.patents import desk

    if what in OF_STORE:
        if what in ("load", "generate"):
            return plain(_write(store, what, {**said, "progress": progress}))
        return plain(getattr(store, what)(**said))
    if what in OF_DESK:
        return plain(getattr(desk, what)(store, **said))
    raise ValueError(f"专利库不回答“{what}”")


def _write(store: "Store", what: str, said: dict[str, Any]) -> Any:
    """One load at a time; whoever comes meanwhile is told, not queued."""
    if not WRITING.acquire(blocking=False):
        raise ValueError(BUSY)
    try:
        return getattr(store, what)(**said)
    finally:
        WRITING.release()


# --- the owner --------------------------------------------------------------------------------------------------------------


class _Question(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        line = self.rfile.readline(LONGEST_QUESTION + 1)
        if not line.strip():
            return
        try:
            asked = json.loads(line)
            found = answer(self.server.store, asked["do"], asked.get("said", {}), self._progress)
            self._say({"ok": found})
        except ValueError as error:
            self._say({"refused": str(error), "at": getattr(error, "at", None)})
        except Exception as error:  # one bad question must not end the owner
            self._say({"failed": f"{type(error).__name__}：{str(error).splitlines()[0][:200] if str(error) else ''}"})

    def _progress(self, label: str, done: int) -> None:
        self._say({"progress": [label, done]})

    def _say(self, told: dict[str, Any]) -> None:
        try:
            self.wfile.write(json.dumps(told, ensure_ascii=False, default=str).encode() + b"\n")
            self.wfile.flush()
        except OSError:  # the asker has gone; a load goes on to its end all the same
            pass


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    request_queue_size = 64
    store: "Store"


@contextmanager
def listening(store: "Store", address: Path) -> Iterator[Callable[[], None]]:
    """A server for an open store; call what it yields to serve until `shutdown`. The store's lock says that a socket left behind is dead."""
    address.unlink(missing_ok=True)
    before = os.umask(0o177)
    try:
        server = _Server(str(address), _Question)
    finally:
        os.umask(before)
    server.store = store
    try:
        yield lambda: server.serve_forever(poll_interval=0.2)
    finally:
        server.shutdown()
        server.server_close()
        address.unlink(missing_ok=True)


def serve(store: "Store", address: Path, until: Callable[[], bool]) -> None:
    """Answer until `until()` is true (asked once a second)."""
    with listening(store, address) as run:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        pause = threading.Event()
        while not until() and thread.is_alive():
            pause.wait(1.0)


# --- the asker --------------------------------------------------------------------------------------------------------------


def ask(address: Path, what: str, progress: Progress | None = None, timeout: float | None = 30.0, **said: Any) -> Any:
    """Put one question; Absent where nobody listens, Refused with the owner's sentence."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(timeout)
        try:
            line.connect(str(address))
        except OSError:
            raise Absent("专利库没有开：请管理员运行 fazhi patents serve（或重启服务）后再试") from None
        try:
            line.sendall(json.dumps({"do": what, "said": said}, ensure_ascii=False).encode() + b"\n")
            with line.makefile("rb") as told:
                for raw in told:
                    heard = json.loads(raw)
                    if "progress" in heard:
                        if progress:
                            progress(*heard["progress"])
                        continue
                    return _heard(heard)
        except TimeoutError:
            raise Refused(f"专利库在{timeout:.0f}秒内没有答完：请缩小检索范围（加上分类、日期或申请人）后再试") from None
        except OSError:
            pass
    raise Absent("专利库中途停了，没有答完；请稍后再试")


def _heard(heard: dict[str, Any]) -> Any:
    if "ok" in heard:
        return heard["ok"]
    if "refused" in heard:
        raise Refused(heard["refused"], heard.get("at"))
    raise Refused(f"专利库没有办成（{heard.get('failed', '')}），请告诉管理员")
