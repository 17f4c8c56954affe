"""Keeps the store's owner running beside the web server: begun where there is a store, begun again when it ends."""

import os
import subprocess
import sys
import threading
import time

from fazhi.domains.patents import library

LIVED, LONGEST = 60.0, 60.0  # seconds: one that lived so long is begun again at once; the longest pause between two tries


class Keeper:
    """A thread that waits for the owner to end; `child` is the running owner."""

    def __init__(self) -> None:
        self.child: subprocess.Popen[bytes] | None = None
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._keep, daemon=True, name="patents-keeper")

    def start(self) -> "Keeper":
        os.environ[library.KEPT] = "1"  # the web workers say that it comes back by itself
        self.thread.start()
        return self

    def stop(self) -> None:
        """No further owner; the present one ends as it does when its parent goes."""
        self.ended.set()
        if self.child:
            self.child.terminate()
        self.thread.join(20)
        os.environ.pop(library.KEPT, None)

    def _keep(self) -> None:
        pause = 1.0
        while not self.ended.is_set():
            begun = time.monotonic()
            self.child = subprocess.Popen([sys.executable, "-m", "fazhi.cli", "patents", "serve", "--parent", str(os.getpid())])
            if self.ended.is_set():  # asked to stop at this very moment
                self.child.terminate()
            code = self.child.wait()
            if self.ended.is_set():
                return
            pause = 1.0 if time.monotonic() - begun > LIVED else min(2 * pause, LONGEST)
            print(f"专利库的进程停了（{code}），{pause:.0f}秒后重新打开", file=sys.stderr, flush=True)
            self.ended.wait(pause)


def keep() -> Keeper | None:
    """Where there is a store."""
    return Keeper().start() if library.present() else None
