"""Files to load: folders, .gz and .zip unfolded, each read once to the end before anything is stored, so a broken archive changes nothing."""

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

HEAD = 1 << 18
BIGGEST_MEMBER = 2 << 30
BOMB_RATIO = 400


@dataclass(frozen=True)
class Source:
    """One stream of records: its label for people, how to open it, its first bytes and a digest of its content."""

    label: str
    open: Callable[[], BinaryIO]
    head: bytes
    digest: str
    size: int


@dataclass(frozen=True)
class Broken:
    """A file that cannot be read at all, and why."""

    label: str
    reason: str


def find(paths: list[Path]) -> Iterator[Source | Broken]:
    """All streams below the paths, in name order; what cannot be read comes as Broken."""
    for path in paths:
        if not path.exists():
            yield Broken(str(path), f"没有这个文件或文件夹：{path}")
        elif path.is_dir():
            for file in sorted(f for f in path.rglob("*") if f.is_file() and not f.name.startswith(".")):
                yield from _streams(file)
        else:
            yield from _streams(path)


def _streams(path: Path) -> Iterator[Source | Broken]:
    with path.open("rb") as f:
        magic = f.read(4)
    if magic[:2] == b"\x1f\x8b":
        yield _checked(str(path), cast(Callable[[], BinaryIO], partial(gzip.open, path, "rb")), path.stat().st_size)  # type: ignore[arg-type,return-value]
    elif magic == b"PK\x03\x04" and path.suffix.lower() not in (".xlsx", ".docx", ".xlsm"):
        yield from _zip(path)
    else:
        yield _checked(str(path), cast(Callable[[], BinaryIO], partial(path.open, "rb")), 0)


def _zip(path: Path) -> Iterator[Source | Broken]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
    except zipfile.BadZipFile:
        yield Broken(str(path), f"压缩包{path.name}不完整或已损坏，库未改动，请重新下载")
        return
    for member in sorted(members, key=lambda m: m.filename):
        label = f"{path}!{member.filename}"
        if member.flag_bits & 1:
            yield Broken(label, f"压缩包成员{member.filename}有密码，读不出")
        elif member.file_size > BIGGEST_MEMBER or member.file_size > BOMB_RATIO * max(member.compress_size, 1 << 16):
            yield Broken(
                label,
                f"压缩包成员{member.filename}解开后有{member.file_size >> 20}MB，超过限度（2GB，或压缩比{BOMB_RATIO}倍），像压缩炸弹，不予打开",
            )
        else:
            yield _checked(label, _member(path, member.filename), member.compress_size)


def _member(path: Path, name: str) -> Callable[[], BinaryIO]:
    def open_member() -> BinaryIO:
        return cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, zipfile.ZipFile(path).open(name))))

    return open_member


def _checked(label: str, opener: Callable[[], BinaryIO], packed: int) -> Source | Broken:
    """Read to the end once: digest of the content, and proof that the archive is whole and no bomb."""
    digest, size, head = hashlib.blake2b(digest_size=16), 0, b""
    name = label.rsplit("/", 1)[-1]
    try:
        with opener() as stream:
            while chunk := stream.read(1 << 20):
                if len(head) < HEAD:
                    head += chunk[: HEAD - len(head)]
                digest.update(chunk)
                size += len(chunk)
                if packed and size > BOMB_RATIO * max(packed, 1 << 16):
                    return Broken(label, f"{name}解开后超过压缩包的{BOMB_RATIO}倍，像压缩炸弹，已停止，库未改动")
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
        return Broken(label, f"压缩包{name}在解开{size}字节后中断（{type(error).__name__}），文件不完整，库未改动，请重新下载")
    except OSError as error:
        return Broken(label, f"文件{name}读不出：{error.strerror or error}")
    if not size:
        return Broken(label, f"文件{name}是空的")
    return Source(label, opener, head, digest.hexdigest(), size)
