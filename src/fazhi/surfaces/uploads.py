"""What may be handed in: every uploaded file is judged by its content (size, real type, macros, bombs, paths, active content).

`checked` returns the name and the bytes, or refuses in one sentence that says what is wrong and what to do.
"""

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from fazhi.kernel.refusal import Refusal

MAX_FILE, MAX_NAME = 20 * 1024 * 1024, 120
MAX_ENTRIES, MAX_UNPACKED, MAX_RATIO, MAX_PIXELS = 2_000, 120 * 1024 * 1024, 120, 80_000_000
OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml", "ofd": "OFD.xml"}
OLD_OFFICE = ("doc", "xls", "ppt", "wps", "et")
SHEETS = ("xlsx", "xls", "ods")
KINDS = "PDF、OFD、Word、Excel、WPS 文档，JPG、PNG 图片，MP3、MP4 录音录像，纯文本"
ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|EmbeddedFiles|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z])")
MARKUP = re.compile(rb"<\s*(!doctype\s+html|html|head|body|script|svg|iframe|\?xml|!entity|math|object|embed)", re.I)


def refuse(name: str, why: str, todo: str) -> Refusal:
    return Refusal("file", f"文件“{name[:60]}”{why}", todo=todo, field="files")


def checked(file: Any, only: Iterable[str] = ()) -> tuple[str, bytes]:
    """(name, content) of an uploaded file that may be kept. `only` narrows the kinds, by ending."""
    name = safe_name(str(file.name))
    if file.size > MAX_FILE:
        raise refuse(name, f"超过{MAX_FILE // 1024 // 1024}兆", "请压缩、降低清晰度或者分成几个文件再交")
    content = file.read()
    if len(content) > MAX_FILE:
        raise refuse(name, f"超过{MAX_FILE // 1024 // 1024}兆", "请分成几个文件再交")
    if not content:
        raise refuse(name, "是空的", "请检查后重新选择")
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    kind = kind_of(name, content)
    same = {"jpeg": "jpg", "tiff": "tif", "m4a": "mp4", "mov": "mp4", "csv": "txt", "md": "txt"}.get(ending, ending)
    if same not in kind:
        raise refuse(
            name, f"的名称以“.{ending or '（无）'}”结尾，内容却不是这种文件", "请用原来的软件打开，另存为正确的格式再交"
        )
    if only and ending not in only:
        raise refuse(name, "不是这里要的格式", f"这里只收{'、'.join('.' + k for k in only)}文件")
    return name, content


def safe_name(name: str) -> str:
    """The name as given, where it is only a name; paths, control and direction marks are refused."""
    plain = unicodedata.normalize("NFC", name).strip()
    shown = "".join(c for c in plain if c.isprintable())
    if not plain or len(plain) > MAX_NAME:
        raise refuse(shown or "（无名）", f"的名称为空或超过{MAX_NAME}个字", "请改短文件名再交")
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in plain):
        raise refuse(shown, "的名称中有看不见的控制字符", "请重新命名再交")
    if re.search(r'[/\\:*?"<>|]', plain) or plain.startswith((".", "~")) or ".." in plain:
        raise refuse(shown, "的名称带有路径或者特殊符号", "请只用文字、数字命名再交")
    return plain


def kind_of(name: str, content: bytes) -> tuple[str, ...]:
    """The endings this content may bear; refuses what nobody may hand in."""
    head = content[:16]
    if b"%PDF-" in content[:1024]:
        return look_into_pdf(name, content)
    if head.startswith(b"PK"):
        return look_into_package(name, content)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return look_into_old_office(name, content)
    if (
        head.startswith(b"\x89PNG\r\n\x1a\n")
        or head.startswith(b"\xff\xd8\xff")
        or head.startswith((b"II*\0", b"MM\0*", b"BM"))
    ):
        return look_into_picture(name, content)
    if head[4:8] == b"ftyp":
        return ("mp4",)
    if head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0):
        return ("mp3",)
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")):
        raise refuse(name, "是压缩包", "请解开后把里面的文件分别上传")
    return look_into_text(name, content)


# ---------------------------------------------------------------- one by one


def look_into_text(name: str, content: bytes) -> tuple[str, ...]:
    if MARKUP.search(content):
        raise refuse(name, "是网页或者矢量图，里面可能带脚本", "请打印成 PDF，或者截图后再交")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(c) == "Cc" and c not in "\r\n\t\f" for c in text):
            return ("txt",)
    raise refuse(name, "不是可以收取的类型", f"可以交：{KINDS}")


def look_into_picture(name: str, content: bytes) -> tuple[str, ...]:
    """A picture whose stated size a program can open."""
    if content.startswith(b"\x89PNG"):
        width, height = struct.unpack(">II", content[16:24]) if len(content) >= 24 else (0, 0)
        kind: tuple[str, ...] = ("png",)
    else:
        from PIL import Image, UnidentifiedImageError

        try:
            with Image.open(io.BytesIO(content), formats=("JPEG", "TIFF", "BMP")) as picture:
                width, height = picture.size
                kind = {"JPEG": ("jpg",), "TIFF": ("tif",), "BMP": ("bmp",)}[str(picture.format)]
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            raise refuse(name, "打不开，图片可能已损坏", "请重新拍照或者另存后再交") from None
    if not 0 < width * height <= MAX_PIXELS:
        raise refuse(name, f"的尺寸（{width}×{height}）不正常", "请缩小图片再交")
    return kind


def look_into_pdf(name: str, content: bytes) -> tuple[str, ...]:
    """A PDF without scripts, attachments or calls to programs, also inside its compressed object streams."""
    if re.search(rb"/Encrypt(?![A-Za-z])", content):
        raise refuse(name, "是加密的 PDF，无法检查内容", "请去掉密码另存后再交")
    unpacked = 0
    for part in (content, *object_streams(content)):
        unpacked += len(part)
        if unpacked > MAX_UNPACKED:
            raise refuse(name, "解开后过大", "请重新扫描或者另存后再交")
        spelled = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), part)
        if found := ACTIVE.search(spelled):
            raise refuse(name, f"带有脚本、附件或者可执行内容（{found[1].decode()}）", "请用“打印为 PDF”重新生成一份再交")
    return ("pdf",)


def object_streams(content: bytes) -> Iterable[bytes]:
    """The unpacked object streams of a PDF, each no longer than one byte above the limit."""
    for found in re.finditer(rb"/ObjStm.{0,400}?stream\r?\n", content, re.S):
        try:
            yield zlib.decompressobj().decompress(content[found.end() :], MAX_UNPACKED + 1)
        except zlib.error:
            continue


def look_into_package(name: str, content: bytes) -> tuple[str, ...]:
    """An Office or OFD package: no macros, no controls, no bombs, no entry that leaves its folder."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise refuse(name, "打不开，文件可能已损坏", "请用原来的软件另存后再交") from None
    check_entries(name, entries)
    names = {e.filename for e in entries}
    kind = next((k for k, part in OFFICE.items() if part in names), "")
    if not kind and "mimetype" in names and b"opendocument" in package.read("mimetype")[:80]:
        kind = "odt" if b".text" in package.read("mimetype")[:80] else "ods"
    if not kind:
        raise refuse(name, "是压缩包", "请解开后把里面的文件分别上传")
    lower = {n.lower() for n in names}
    if any(
        n.endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs", ".bat", ".ps1", ".lnk"))
        or "macrosheets/" in n
        or "activex" in n
        for n in lower
    ):
        raise refuse(name, "带有宏或者可执行内容", "请另存为不带宏的文档（.docx、.xlsx）再交")
    if any(("embeddings/" in n and n.endswith(".bin")) or n.startswith("basic/") for n in lower):
        raise refuse(name, "里面嵌有别的程序对象或者宏", "请删去嵌入的对象，或者另存为 PDF 再交")
    try:
        for entry in entries:
            if entry.filename.endswith((".rels", "[Content_Types].xml")):
                check_links(name, package.read(entry))
        if package.testzip():
            raise zipfile.BadZipFile
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError):
        raise refuse(name, "打不开，文件已加密或者损坏", "请去掉密码，用原来的软件另存后再交") from None
    return (kind,)


def check_entries(name: str, entries: list[zipfile.ZipInfo]) -> None:
    packed = sum(e.compress_size for e in entries)
    unpacked = sum(e.file_size for e in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 10_000):
        raise refuse(
            name, f"解开后过大（{unpacked // 1024 // 1024}兆、{len(entries)}项），像是压缩炸弹", "请用原来的软件另存后再交"
        )
    for entry in entries:
        path = entry.orig_filename.replace("\\", "/")
        if path.startswith("/") or ".." in path.split("/") or re.match(r"[A-Za-z]:", path) or "\0" in path:
            raise refuse(name, "里面有指向别处的路径", "请用原来的软件另存后再交")


def check_links(name: str, content: bytes) -> None:
    """Relations to programs and templates elsewhere, and macro types under a harmless name."""
    if b"macroEnabled" in content or b"vbaProject" in content:
        raise refuse(name, "带有宏", "请另存为不带宏的文档（.docx、.xlsx）再交")
    if b"<!ENTITY" in content or re.search(rb"(attachedTemplate|oleObject|frame)\"[^>]*TargetMode=\"External", content):
        raise refuse(name, "会从别处取内容", "请另存为 PDF 再交")


def look_into_old_office(name: str, content: bytes) -> tuple[str, ...]:
    """Old Office and WPS files (OLE): macros show by the names of their storages."""
    for mark in ("_VBA_PROJECT", "VBA", "Macros", "_VBA_PROJECT_CUR"):
        spelled = mark.encode("utf-16-le")
        if re.search(re.escape(spelled) + rb"\0\0", content):
            raise refuse(name, "带有宏", "请另存为 .docx、.xlsx 或者 PDF 再交")
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise refuse(name, "是加密的文档，无法检查内容", "请去掉密码另存后再交")
    return OLD_OFFICE
