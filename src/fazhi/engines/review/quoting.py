"""The draft against the words of the articles it cites: misquoted (A07), beside the point (A08)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import SequenceMatcher
from typing import Any

QUOTE = re.compile(r"^[^。；“”\n]{0,16}“([^“”\n]{8,300})”")
SIGNS = re.compile(r"[\s，。；：、！？（）()“”‘’《》〈〉,.;:]+")
ALIKE = 0.7  # below this the words are the drafter's own, not a quotation
# What a sentence says about every citation, whatever it cites.
FORM = re.compile(
    r"《[^《》\n]*》|“[^”\n]*”|第[零〇一二两三四五六七八九十百千\d]+(?:条(?:之[一二三四五六七八九十])?|款|项)|[（(][^（）()]{0,12}[）)]|"
    r"依照|按照|依据|根据|参照|规定|要求|有关|相关|法律|法规|规章|办理|处理|执行|应当|可以|必须|予以|进行|制定|本(?:办法|规定|细则|意见|通知|方案|条例)|结合|实际|特|"
    r"人民政府|行政机关|单位|部门|工作|人员|之一|情形|下列|以上|以下|并|由|的|和|或者|及|等|依法|中华人民共和国|作出|该事项|当事人|行为|违反|认真落实|处罚|决定|实施|各镇|落实|开展|组织|责任|追究|审查|申请"
)
DONE = re.compile(r"[^，。；、：\n《》“”或和及（(]{4,40}")  # the words from the citation to the next stop
BARE = re.compile(
    "《(?:办法|条例|规定|细则|意见|通知|决定|方案|规则)》"
)  # 《办法》: a short form, read by its definition, not a title
RUN = re.compile("[\u4e00-\u9fff]+")
SAID = 4  # pairs of characters a sentence must hold before it can be beside the point


def misquoted(text: str, citations: Iterable[Any], laws: Any, on: date) -> Iterator[tuple[int, int, Any, str]]:
    """(start, end, citation, words of the law) of every quotation that is nearly, but not quite, the article's text."""
    for citation in citations:
        if citation.verdict != "ok" or not citation.sure or not citation.article or citation.to_article:
            continue
        match = QUOTE.match(text[citation.end : citation.end + 340])
        if match is None:
            continue
        article = _article(citation, laws, on)
        original = _original(match[1], article) if article else None
        if original is not None:
            start = citation.end + match.start(1)
            yield start, start + len(match[1]), citation, original


def _article(citation: Any, laws: Any, on: date) -> str | None:
    law = laws.find(citation.title)
    version = law.text_on(on) if law else None
    words: str | None = laws.words(version, citation.article, citation.of) if version is not None else None
    return words


def _original(quote: str, article: str) -> str | None:
    """The law's own words where the quote departs from them; None where it is faithful or no quotation at all."""
    said, written = SIGNS.sub("", quote), SIGNS.sub("", article)
    if said in written:
        return None
    blocks = [b for b in SequenceMatcher(None, said, written, autojunk=False).get_matching_blocks() if b.size]
    if sum(b.size for b in blocks) < ALIKE * len(said):
        return None
    first, last = blocks[0], blocks[-1]
    begin, end = first.b - first.a, last.b + last.size + (len(said) - last.a - last.size)
    return written[max(0, begin) : end] if end - begin <= 2 * len(said) else None


def beside(text: str, citations: Iterable[Any], laws: Any, on: date) -> Iterator[tuple[int, int, Any]]:
    """(start, end, citation) where what is done on the strength of an article shares no word with it."""
    for citation in citations:
        if citation.verdict != "ok" or not citation.sure or not citation.article or citation.to_article:
            continue
        done = DONE.match(text, citation.end)
        if done is None or BARE.search(citation.quote):
            continue
        article, said = _article(citation, laws, on), _pairs(done[0])
        if article and len(said) >= SAID and not said & _pairs(article):
            yield citation.start, citation.end, citation


def _pairs(text: str) -> set[str]:
    return {run[i : i + 2] for run in RUN.findall(FORM.sub("，", text)) for i in range(len(run) - 1)}
