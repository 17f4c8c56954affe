"""Files into text: .txt, .md, .docx, .pdf, .doc and .wps, scans; whatever cannot be read is refused in one sentence."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024
LARGEST = 100 * MEGABYTE  # a file as it comes
UNPACKED = 300 * MEGABYTE  # all parts of a packed file together
RATIO = 150  # unpacked to packed; ordinary drafts stay below 30
PARTS = 5000

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECRET = re.compile(r"(绝密|机密|秘密)(?:★|☆|\*)|^\s*(绝密|机密|秘密)\s*(?:$|\d+年)", re.M)


class Unreadable(ValueError):
    """A file that is refused; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Text:
    """A file as the review sees it. `kind` is what the file really is, whatever its name says."""

    text: str
    kind: str
    warnings: tuple[str, ...] = ()


def secret_mark(text: str) -> str | None:
    """The mark of a state secret on the first page, if there is one (such a document must not be handled here)."""
    found = SECRET.search(text[:1500])
    return next(g for g in found.groups() if g) if found else None


def read(path: Path | str) -> Text:
    """The plain text of a file. Refuses with `Unreadable`: too large, broken, encrypted, with macros, packed like a bomb."""
    path = Path(path)
    if not path.is_file():
        raise Unreadable(f"找不到文件“{path}”，请核对路径。")
    size = path.stat().st_size
    if size > LARGEST:
        raise Unreadable(
            f"“{path.name}”有{size // MEGABYTE} MB，超过{LARGEST // MEGABYTE} MB的上限，请压缩图片或者拆开后再送。"
        )
    if size == 0:
        raise Unreadable(f"“{path.name}”是空文件，请重新导出后再送。")
    with path.open("rb") as stream:
        head = stream.read(4096)
    found = _by_content(path, head)
    if not found.text.strip():
        raise Unreadable(
            f"“{path.name}”里没有文字{'' if not found.warnings else '：' + found.warnings[0].rstrip('。')}，请换成有文字的文件。"
        )
    return found


def _by_content(path: Path, head: bytes) -> Text:
    suffix = path.suffix.lower()
    if head.startswith(b"PK\x03\x04"):
        return _packed(path)
    if head.startswith(OLE):
        return _old_office(path, suffix)
    if head.startswith(b"{\\rtf"):
        return _converted(path, "rtf", ())
    if b"%PDF-" in head[:1024]:
        from .pdf import read_pdf

        return read_pdf(path)
    if suffix in (".docx", ".pdf", ".doc", ".wps"):
        raise Unreadable(f"“{path.name}”的内容不是{suffix}文件，可能已经损坏，请用原软件打开后另存再送。")
    return _plain(path)


def _plain(path: Path) -> Text:
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Text(data.decode("utf-16", "replace"), "txt")
    if b"\x00" in data[:65536]:
        raise Unreadable(f"“{path.name}”不是文本文件，本程序能读 .txt、.md、.docx、.pdf、.doc、.wps。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return Text(data.decode(encoding), "md" if path.suffix.lower() == ".md" else "txt")
        except UnicodeDecodeError:
            continue
    raise Unreadable(f"“{path.name}”的编码既不是 UTF-8 也不是 GB18030，请另存为 UTF-8 后再送。")


def check_package(path: Path) -> list[str]:
    """The parts of a packed file, after the checks against bombs, macros and encryption."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable(f"“{path.name}”已经损坏，打不开，请用原软件打开后另存再送。") from error
    total = sum(p.file_size for p in parts)
    packed = max(1, sum(p.compress_size for p in parts))
    if total > UNPACKED or len(parts) > PARTS or (total > 10 * MEGABYTE and total / packed > RATIO):
        raise Unreadable(f"“{path.name}”解开后有{total // MEGABYTE} MB、{len(parts)}个部件，像压缩炸弹，不予打开。")
    if any(p.flag_bits & 1 for p in parts):
        raise Unreadable(f"“{path.name}”加了密码，请取消密码后再送。")
    names = [p.filename for p in parts]
    if any(n.lower().endswith(("vbaproject.bin", "vbadata.xml")) for n in names):
        raise Unreadable(f"“{path.name}”带有宏，不予打开，请另存为不带宏的 .docx 后再送。")
    return names


def _packed(path: Path) -> Text:
    names = check_package(path)
    if "word/document.xml" in names:
        from .docx import read_docx

        return read_docx(path)
    if "content.xml" in names:
        return _converted(path, "odt", ())
    raise Unreadable(f"“{path.name}”是压缩包而不是 Word 文档，请解开后逐个送。")


def _old_office(path: Path, suffix: str) -> Text:
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        raise Unreadable(f"“{path.name}”加了密码，请取消密码后再送。")
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise Unreadable(f"“{path.name}”带有宏，不予打开，请另存为不带宏的 .docx 后再送。")
    warnings = (f"文件名写的是{suffix}，实际是旧版 .doc，已按 .doc 读取。",) if suffix in (".docx", ".txt") else ()
    return _converted(path, "wps" if suffix == ".wps" else "doc", warnings)


def _converted(path: Path, kind: str, warnings: tuple[str, ...]) -> Text:
    from .docx import read_docx
    from .office import converted

    with converted(path) as document:
        found = read_docx(document)
    return Text(found.text, kind, (*warnings, *found.warnings))
