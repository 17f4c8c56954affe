"""Text of a PDF: broken lines joined again, page numbers left out; pages without text go to the optional OCR."""

import importlib.util
import re
from pathlib import Path
from typing import Any

from .readers import Text, Unreadable

PAGE_NUMBER = re.compile(r"^[—\-－–\s]*\d{1,4}[—\-－–\s]*$|^第\s*\d+\s*页.{0,10}$")
NEW_PARAGRAPH = re.compile(
    r"^(?:第[零〇一二三四五六七八九十百千\d]+[条章节编]|[（(][零一二三四五六七八九十百\d]+[）)]|[一二三四五六七八九十]+、|\d{1,2}[.、．]|附件|甲方|乙方|抄送)"
)
CLOSED = ("。", "；", "：", "！", "？", ";", ":", "”")
PAGES = 2000


def read_pdf(path: Path) -> Text:
    """Needs no network; refuses what is encrypted or broken."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable(f"“{path.name}”加了密码，请取消密码后再送。") from error
        raise Unreadable(f"“{path.name}”已经损坏，打不开，请重新导出 PDF 后再送。") from error
    try:
        if len(document) > PAGES:
            raise Unreadable(f"“{path.name}”有{len(document)}页，超过{PAGES}页的上限，请拆开后再送。")
        pages, empty = [], []
        for number, page in enumerate(document, 1):
            words = page.get_textpage().get_text_range()
            if not words.strip():
                words = _recognised(page)
                if not words.strip():
                    empty.append(number)
            pages.append(words)
    finally:
        document.close()
    return Text(joined("\n".join(pages)), "pdf", _warnings(empty, len(pages)))


def _warnings(empty: list[int], pages: int) -> tuple[str, ...]:
    if not empty:
        return ()
    which = (
        "全部页" if len(empty) == pages else "第" + "、".join(map(str, empty[:10])) + ("等" if len(empty) > 10 else "") + "页"
    )
    if importlib.util.find_spec("rapidocr"):
        return (f"{which}是空白页或者扫描不清，没有认出文字。",)
    return (f"{which}没有文字（可能是扫描件），认字需要安装可选的 OCR 组件：pip install 'fazhi[ocr]'。",)


def joined(text: str) -> str:
    """Lines broken by the layout put together again; page numbers dropped."""
    out: list[str] = []
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").split("\n"):
        line = raw.strip()
        if not line or PAGE_NUMBER.match(line):
            continue
        if out and len(out[-1]) > 12 and not out[-1].endswith(CLOSED) and not NEW_PARAGRAPH.match(line) and not _short(out[-1]):
            out[-1] += line
        else:
            out.append(line)
    return "\n".join(out)


def _short(line: str) -> bool:
    """A heading or a title: short, without a comma, and not broken by the margin."""
    return len(line) < 22 and not any(mark in line for mark in "，、")


def _recognised(page: Any) -> str:
    """The words of a scanned page, when the optional OCR is installed (4 to 6 seconds a page)."""
    if not importlib.util.find_spec("rapidocr"):
        return ""
    global _engine
    if _engine is None:
        from rapidocr import RapidOCR

        _engine = RapidOCR()
    found = _engine(page.render(scale=200 / 72).to_numpy())
    return "\n".join(getattr(found, "txts", None) or ())


_engine: Any = None
