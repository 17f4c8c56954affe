"""The national law database's .docx turned into the lines of a law pack: title, note, headings, articles."""

import io
import re
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LIMIT = 64 * 1024 * 1024
CONTENTS = re.compile(r"^目\s*[录次]$")
HEADING = re.compile(r"^第[零〇一二三四五六七八九十百千]+(编|分编|章|节)(?=[\s　]|$)")
ARTICLE = re.compile(r"^(第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)[\s　]+")
MARKS = {"编": "##", "分编": "##", "章": "###", "节": "####"}


def read_docx(data: bytes) -> str:
    """The text as a law pack would hold it. Refuses what is not a .docx, is too large, or is not a statute."""
    lines = [line for p in _paragraphs(data) for line in p.split("\n") if line.strip(" 　\t\xa0")]
    lines = [re.sub(r"[\s\xa0　]+", "　", line.strip(" 　\t\xa0")) for line in lines]
    if not lines:
        raise ValueError("文件里没有文字。")
    title, rest = _title(lines)
    note, rest = _note(rest)
    out = [f"# {title}", note] if note else [f"# {title}"]
    out += [_mark(line) for line in _without_contents(rest)]
    return "\n\n".join(out) + "\n"


def _paragraphs(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.getinfo("word/document.xml").file_size > LIMIT:
                raise ValueError("文件展开后过大，未导入。")
            root = etree.fromstring(
                archive.read("word/document.xml"),
                etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False),
            )
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise ValueError("不是有效的 .docx 文件。") from error
    return ["".join(_run_text(p)) for p in root.iter(f"{W}p")]


def _run_text(paragraph: etree._Element) -> list[str]:
    out = []
    for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
        out.append(node.text or "" if node.tag == f"{W}t" else "　" if node.tag == f"{W}tab" else "\n")
    return out


def _title(lines: list[str]) -> tuple[str, list[str]]:
    """The title may be broken over several lines; it ends where the note, the contents or the first heading begins."""
    end = 0
    while (
        end < len(lines)
        and end < 4
        and not (lines[end][0] in "（(" or CONTENTS.match(lines[end]) or HEADING.match(lines[end]) or ARTICLE.match(lines[end]))
    ):
        end += 1
    if not end:
        raise ValueError("找不到标题。")
    return "".join(lines[:end]).replace("　", ""), lines[end:]


def _note(lines: list[str]) -> tuple[str, list[str]]:
    """The note under the title, in brackets, however many lines it takes."""
    if not lines or lines[0][0] not in "（(":
        return "", lines
    for end, line in enumerate(lines[:12]):
        if line[-1] in "）)":
            return "　".join(lines[: end + 1]), lines[end + 1 :]
    return "", lines


def _without_contents(lines: list[str]) -> list[str]:
    """The lines without the table of contents, whose entries are the headings that come again below."""
    start = next((n for n, line in enumerate(lines[:5]) if CONTENTS.match(line)), None)
    if start is None:
        return lines
    first = lines[start + 1] if start + 1 < len(lines) else ""
    key = re.sub(r"[　\d.…·]+", "", first)
    for n in range(start + 2, len(lines)):
        if ARTICLE.match(lines[n]) or re.sub(r"[　\d.…·]+", "", lines[n]) == key:
            return lines[:start] + lines[n:]
    return lines


def _mark(line: str) -> str:
    heading = HEADING.match(line)
    if heading:
        return f"{MARKS[heading[1]]} {line}"
    return ARTICLE.sub(r"\1　", line)
