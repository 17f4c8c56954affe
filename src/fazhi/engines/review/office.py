"""Old office files through LibreOffice: one at a time, with a profile of its own and a time limit."""

import fcntl
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS = 90
LOCK = Path(tempfile.gettempdir()) / "fazhi-office.lock"


def program() -> str | None:
    """LibreOffice, if it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


@contextmanager
def converted(path: Path, to: str = "docx") -> Iterator[Path]:
    """The file in another format, for as long as the block lasts."""
    from .readers import Unreadable

    office = program()
    if office is None:
        raise Unreadable(
            f"读“{path.name}”需要 LibreOffice，这台机器没有安装；请安装 libreoffice-writer-nogui，或者另存为 .docx 再送。"
        )
    with tempfile.TemporaryDirectory(prefix="fazhi-office-") as folder, LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # A neutral name: the suffix decides which import filter LibreOffice tries first.
        source = Path(folder) / f"draft{'.doc' if path.suffix.lower() in ('.docx', '.txt') and to == 'docx' else path.suffix}"
        shutil.copy(path, source)
        command = [
            office, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", to, "--outdir", f"{folder}/out", str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise Unreadable(f"“{path.name}”转换超过{SECONDS}秒，已停止；请另存为 .docx 再送。") from error
        result = Path(folder) / "out" / f"draft.{to}"
        if not result.is_file():
            raise Unreadable(f"“{path.name}”已经损坏或者不是办公文档，LibreOffice 打不开，请用原软件另存为 .docx 再送。")
        yield result
