"""What may be handed in, judged by its content; each refusal says what is wrong and what to do."""

import io
import struct
import zipfile
import zlib
from types import SimpleNamespace

import pytest
from docx import Document
from PIL import Image

from fazhi.kernel.refusal import Refusal
from fazhi.surfaces.uploads import MAX_FILE, SHEETS, checked

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def sent(name, content, size=None):
    return SimpleNamespace(name=name, size=len(content) if size is None else size, read=lambda: content)


def docx(**extra):
    out = io.BytesIO()
    Document().save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for name, content in extra.items():
            package.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return out.getvalue()


def picture(kind):
    out = io.BytesIO()
    Image.new("RGB", (20, 10)).save(out, kind)
    return out.getvalue()


def png(width, height):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))


def old_word(*marks):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + b"".join(m.encode("utf-16-le") + b"\0\0" for m in marks)


@pytest.mark.parametrize(
    "name, content",
    [("决定书.pdf", PDF), ("照片.jpg", picture("JPEG")), ("照片.JPEG", picture("JPEG")), ("图.png", picture("PNG")), ("申请书.docx", docx()),
     ("说明.txt", "事情经过".encode()), ("旧编码.txt", "事情经过".encode("gb18030")), ("旧.doc", old_word("WordDocument")), ("录像.mp4", b"\0\0\0\x18ftypmp42" + b"\0" * 30)],
)  # fmt: skip
def test_what_people_bring_is_taken(name, content):
    assert checked(sent(name, content)) == (name, content)


@pytest.mark.parametrize(
    "name, content, words",
    [
        ("大.pdf", b"%PDF-" + b"0" * MAX_FILE, "超过20兆"),
        ("空.pdf", b"", "是空的"),
        ("冒名.pdf", picture("PNG"), "内容却不是"),
        ("程序.pdf", b"MZ\x90\0" + b"\0" * 60, "不是可以收取的类型"),
        ("程序.exe", b"MZ\x90\0" + b"\0" * 60, "不是可以收取的类型"),
        ("宏.docx", docx(word__vbaProject_DOT_bin=b"x"), "宏"),
        ("宏.docx", docx(customXml__item_DOT_rels=b'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"'), "宏"),
        ("控件.docx", docx(word__activeX__activeX1_DOT_xml=b"x"), "可执行内容"),
        ("嵌入.docx", docx(word__embeddings__oleObject1_DOT_bin=b"x"), "嵌有"),
        ("远程.docx", docx(word___rels__settings_DOT_xml_DOT_rels=b'<R Type="x/attachedTemplate" Target="http://x" TargetMode="External"/>'), "从别处取内容"),
        ("炸弹.docx", docx(word__media__a_DOT_bin=b"\0" * 40_000_000), "压缩炸弹"),
        ("多.docx", docx(**{f"a__{n}": b"" for n in range(2100)}), "压缩炸弹"),
        ("越界.docx", docx(**{"..__..__x": b"1"}), "指向别处"),
        ("绝对.docx", docx(**{"__etc__x": b"1"}), "指向别处"),
        ("坏.docx", docx()[:900], "打不开"),
        ("包.zip", docx()[:0] + (lambda o: (zipfile.ZipFile(o, "w").writestr("a.txt", "x"), o.getvalue())[1])(io.BytesIO()), "打不开|压缩包"),
        ("包.rar", b"Rar!\x1a\x07" + b"\0" * 40, "压缩包"),
        ("旧宏.doc", old_word("WordDocument", "_VBA_PROJECT"), "宏"),
        ("脚本.pdf", PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "脚本"),
        ("藏.pdf", PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/J#61vaScript>>"), "脚本"),
        ("对象流.pdf", PDF + b"2 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n" + zlib.compress(b"<</S/Launch/F(x)>>") + b"endstream", "可执行"),
        ("锁.pdf", PDF + b"trailer<</Encrypt 3 0 R>>", "加密"),
        ("图.svg", b'<svg xmlns="x" onload="alert(1)"></svg>', "矢量图"),
        ("页.txt", b"hello <script>alert(1)</script>", "网页"),
        ("页.html", b"<!DOCTYPE html><p>x", "网页"),
        ("巨.png", png(60_000, 60_000), "尺寸"),
        ("坏.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 40, "损坏"),
        ("a/../../b.pdf", PDF, "路径"),
        ("..\\b.pdf", PDF, "路径"),
        ("a\u202efdp.exe", PDF, "看不见"),
        ("长" * 130 + ".pdf", PDF, "超过120个字"),
        (".htaccess", b"deny", "路径或者特殊符号"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why_and_what_to_do(name, content, words):
    with pytest.raises(Refusal) as refused:
        checked(sent(name, content))
    assert any(w in str(refused.value) for w in words.split("|")), str(refused.value)
    assert refused.value.field == "files" and ("下一步" in str(refused.value))


def test_a_size_that_lies_is_found_by_reading():
    with pytest.raises(Refusal, match="超过20兆"):
        checked(sent("大.pdf", b"%PDF-" + b"0" * MAX_FILE, size=10))


def test_only_tables_where_tables_are_asked():
    with pytest.raises(Refusal, match="只收"):
        checked(sent("决定书.pdf", PDF), SHEETS)
