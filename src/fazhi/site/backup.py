"""Backup and restore: database and files in one archive with their digests; a backup counts only once its restored copy was audited."""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

MANIFEST = "manifest.json"


def digest(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def backup(target: Path) -> dict:
    """Write database, files and their digests into `target` (.tar.gz), whole or not at all. Returns the manifest."""
    from fazhi.kernel.audit import anchor
    from fazhi.kernel.models import Anchor, Case, Event

    anchor()
    last = Anchor.objects.order_by("-n").first()
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        home = Path(folder)
        name = _dump(home)
        manifest = {
            "made": datetime.now().astimezone().isoformat(timespec="seconds"),
            "database": name,
            "vendor": connection.vendor,
            "cases": Case.objects.count(),
            "events": Event.objects.count(),
            "anchor": {"n": last.n, "root": last.root} if last else None,
            "files": {name: digest(home / name)},
        }
        media = Path(settings.MEDIA_ROOT)
        stored = sorted(p for p in media.rglob("*") if p.is_file()) if media.exists() else []
        manifest["files"].update({f"media/{p.relative_to(media)}": digest(p) for p in stored})
        part = home / "archive"
        with tarfile.open(part, "w:gz") as tar:
            text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
            info = tarfile.TarInfo(MANIFEST)
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text))
            tar.add(home / name, name)
            for path in stored:
                tar.add(path, f"media/{path.relative_to(media)}")
        os.replace(part, target)
    return manifest


def _dump(home: Path) -> str:
    if connection.vendor == "sqlite":
        with sqlite3.connect(str(connection.settings_dict["NAME"])) as live, sqlite3.connect(home / "database.sqlite3") as copy:
            live.backup(copy)
        return "database.sqlite3"
    _postgres("pg_dump", ["--format=custom", "--no-owner", "--file", str(home / "database.dump")])
    return "database.dump"


def _postgres(program: str, arguments: list[str]) -> None:
    conf = connection.settings_dict
    env = {
        **os.environ,
        "PGHOST": conf["HOST"],
        "PGPORT": str(conf["PORT"]),
        "PGUSER": conf["USER"],
        "PGPASSWORD": conf["PASSWORD"],
    }
    done = subprocess.run(
        [program, *arguments, "--dbname", conf["NAME"]], env={k: v for k, v in env.items() if v}, capture_output=True, text=True
    )
    if done.returncode:
        raise ValueError(f"{program} 未成功：{done.stderr.strip().splitlines()[-1] if done.stderr else done.returncode}。")


def read_manifest(archive: Path) -> dict:
    try:
        with tarfile.open(archive) as tar:
            member = tar.extractfile(MANIFEST)
            return json.load(member) if member else {}
    except (tarfile.TarError, KeyError, OSError, ValueError) as error:
        raise ValueError(f"{archive} 不是完整的备份文件（{error}），没有改动任何数据。") from None


def unpack(archive: Path, home: Path) -> dict:
    """Unpack into an empty folder and check every digest; nothing outside it is touched."""
    manifest = read_manifest(archive)
    with tarfile.open(archive) as tar:
        tar.extractall(home, filter="data")
    for name, expected in manifest["files"].items():
        path = home / name
        if not path.exists() or digest(path) != expected:
            raise ValueError(f"备份中的 {name} 缺失或与登记的摘要不符，备份已损坏，没有改动任何数据。")
    return manifest


def prove(archive: Path) -> str:
    """Restore a SQLite backup into a throw-away folder and audit the copy; returns the audit's summary, ValueError on a fault."""
    with tempfile.TemporaryDirectory() as folder:
        manifest = unpack(archive, Path(folder))
        if manifest["vendor"] != "sqlite":
            return "PostgreSQL 备份的摘要相符；请在备用库上 fazhi restore 后核验。"
        return audited(Path(folder) / manifest["database"], Path(folder) / "media")


def audited(database: Path, media: Path) -> str:
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "FAZHI_MEDIA": str(media)}
    done = subprocess.run([sys.executable, "-m", "fazhi.cli", "audit"], env=env, capture_output=True, text=True)
    if done.returncode:
        raise ValueError(f"恢复出的副本核验不符：{done.stdout.strip()[-400:]}{done.stderr.strip()[-400:]}")
    return done.stdout.strip().splitlines()[0]


def restore(archive: Path, replace: bool) -> dict:
    """Put a backup in place of the present database and files; the old ones are kept beside with their time."""
    with tempfile.TemporaryDirectory(dir=settings.VAR) as folder:
        home = Path(folder)
        manifest = unpack(archive, home)
        if manifest["vendor"] != connection.vendor:
            raise ValueError(f"备份来自 {manifest['vendor']}，当前库是 {connection.vendor}，不能直接恢复。")
        if connection.vendor == "sqlite":
            _restore_sqlite(home / manifest["database"], home / "media", replace)
        else:
            _restore_media(home / "media")
            _postgres(
                "pg_restore", ["--clean", "--if-exists", "--no-owner", "--single-transaction", str(home / manifest["database"])]
            )
    return manifest


def _restore_sqlite(database: Path, media: Path, replace: bool) -> None:
    audited(database, media)
    live = Path(connection.settings_dict["NAME"])
    if live.exists():
        if not replace:
            raise ValueError(f"{live} 已存在。确认要用备份取代它，请加 --replace（原库会改名保留）。")
        connection.close()
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
        for suffix in ("", "-wal", "-shm"):
            old = Path(f"{live}{suffix}")
            if old.exists():
                old.rename(f"{live}.{stamp}{suffix}")
    shutil.copy2(database, live)
    _restore_media(media)


def _restore_media(media: Path) -> None:
    if media.exists():
        shutil.copytree(media, settings.MEDIA_ROOT, dirs_exist_ok=True)
