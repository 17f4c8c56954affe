"""Backup and restore as commands on a store of its own; a damaged archive changes nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import emptystore

WORKER = Path(__file__).parents[1] / "kernel" / "worker.py"


@pytest.fixture
def fazhi(tmp_path):
    env = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{emptystore.put(tmp_path / 'live.sqlite3')}",
        "FAZHI_MEDIA": str(tmp_path / "media"),
    }
    subprocess.run([sys.executable, "-m", "fazhi.cli", "tick", "--on", "2024-01-02"], env=env, check=True, capture_output=True)
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.txt").write_text("材料")

    def run(*args):
        return subprocess.run([sys.executable, "-m", "fazhi.cli", *args], env=env, capture_output=True, text=True)

    return run


def test_backup_is_proven_and_restores(fazhi, tmp_path):
    archive = tmp_path / "b.tar.gz"
    made = fazhi("backup", str(archive))
    assert made.returncode == 0 and "已恢复副本核验" in made.stdout, made.stderr
    assert "已存在" in fazhi("restore", str(archive)).stderr
    (tmp_path / "media" / "a.txt").unlink()
    assert fazhi("restore", str(archive), "--replace").returncode == 0
    assert (tmp_path / "media" / "a.txt").read_text() == "材料"
    assert fazhi("audit").returncode == 0
    assert list(tmp_path.glob("live.sqlite3.2*"))


def test_a_damaged_archive_changes_nothing(fazhi, tmp_path):
    archive = tmp_path / "b.tar.gz"
    fazhi("backup", str(archive), "--no-prove")
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 255
    archive.write_bytes(content)
    before = (tmp_path / "live.sqlite3").stat().st_mtime_ns
    done = fazhi("restore", str(archive), "--replace")
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1
    assert (tmp_path / "live.sqlite3").stat().st_mtime_ns == before
