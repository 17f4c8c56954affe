"""Whether a sentence states what the cited article says today, or what the same number said in an earlier text."""

from __future__ import annotations

import re
from functools import lru_cache

from fazhi.engines.citations.model import Law, Laws, Version

SENTENCE_END = re.compile("[。；\n]")
NOISE = re.compile(
    r"《[^《》\n]*》|第[零〇一二两三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十])?"
    r"|第[零〇一二三四五六七八九十\d]+款|第?[（(]?[零〇一二三四五六七八九十\d]+[）)]?项"
    r"|依照|按照|依据|根据|参照|的?规定|的?要求|有关|办理|处理|执行|应当|可以|行政机关|人民政府|现将|通知如下|作出|本决定书"
)
WORDS = re.compile("[\u4e00-\u9fff]+")
ENOUGH, ALIKE, AHEAD = 8, 0.5, 0.3


def bigrams(text: str) -> frozenset[str]:
    return frozenset(run[i : i + 2] for run in WORDS.findall(text) for i in range(len(run) - 1))


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around a citation, without the words of any citation."""
    left = max((text.rfind(c, max(0, start - 200), start) for c in "。；\n"), default=-1) + 1
    right = SENTENCE_END.search(text, end, end + 200)
    return NOISE.sub("，", text[max(left, start - 200) : right.start() if right else end + 200])


@lru_cache(maxsize=4096)
def article_bigrams(laws: Laws, version: Version, article: int, of: int) -> frozenset[str]:
    """The bigrams of one article; empty if its text is not held."""
    return bigrams(laws.words(version, article, of) or "")


def moved(
    laws: Laws, law: Law, now: Version, article: int, text: str, start: int, end: int
) -> tuple[Version, int] | None:
    """The earlier version whose article of this number the sentence states, and today's number of that content (0 if gone).

    None where the sentence says too little, fits today's article, or texts are missing.
    """
    older = [v for v in law.versions if v is not now and v.starts and now.starts and v.starts < now.starts]
    if not older:
        return None
    said = bigrams(sentence(text, start, end))
    if len(said) < ENOUGH:
        return None
    today = len(said & article_bigrams(laws, now, article, 0)) / len(said)
    for version in reversed(older):
        then = len(said & article_bigrams(laws, version, article, 0)) / len(said)
        if then >= ALIKE and then - today >= AHEAD:
            return version, _today(laws, now, said, article_bigrams(laws, version, article, 0))
    return None


def _today(laws: Laws, now: Version, said: frozenset[str], then: frozenset[str]) -> int:
    """The article of today's text that states the same: nearest to the sentence, then to the earlier article."""
    best, number = (0.0, 0.0), 0
    for article, of in now.shape:
        words = article_bigrams(laws, now, article, of)
        if of or not words:
            continue
        score = (len(said & words) / len(said), len(then & words) / len(then | words))
        if score > best:
            best, number = score, article
    return number if best[0] >= ALIKE else 0
