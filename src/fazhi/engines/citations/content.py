"""Whether a sentence states what the cited article says today, or what the same number said in an earlier text."""

from __future__ import annotations

import re
from heapq import nlargest

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


class Contents:
    """What articles say, as bigrams, each worked out once."""

    def __init__(self, laws: Laws) -> None:
        self.laws = laws
        self._kept: dict[tuple[Version, int, int], frozenset[str]] = {}
        self._kindred: dict[tuple[Version, Version, int], list[tuple[float, int]]] = {}

    def of(self, version: Version, article: int, of: int = 0) -> frozenset[str]:
        """The bigrams of one article; empty if its text is not held."""
        key = (version, article, of)
        if key not in self._kept:
            if len(self._kept) > 4_000:
                self._kept.clear()
            self._kept[key] = bigrams(self.laws.words(version, article, of) or "")
        return self._kept[key]

    def moved(self, law: Law, now: Version, article: int, text: str, start: int, end: int) -> tuple[Version, int] | None:
        """The earlier version whose article of this number the sentence states, and today's number of it (0 if gone).

        None where the sentence says too little, fits today's article, or texts are missing.
        """
        older = [v for v in law.versions if v is not now and v.starts and now.starts and v.starts < now.starts]
        said = bigrams(sentence(text, start, end)) if older else frozenset()
        if len(said) < ENOUGH:
            return None
        today = len(said & self.of(now, article)) / len(said)
        for version in reversed(older):
            words = self.of(version, article)
            then = len(said & words) / len(said)
            if then >= ALIKE and then - today >= AHEAD:
                return version, self._today(now, said, (version, article))
        return None

    def _today(self, now: Version, said: frozenset[str], then: tuple[Version, int]) -> int:
        """The article of today's text nearest to the sentence and to the earlier article together; 0 if none is."""
        near = [(len(said & self.of(now, n)) / len(said) + score, n) for score, n in self._kin(now, *then)]
        best, number = max(near, default=(0.0, 0))
        return number if best >= ALIKE + AHEAD else 0

    def _kin(self, now: Version, then: Version, article: int) -> list[tuple[float, int]]:
        """The articles of today's text that share most words with an article of an earlier one."""
        key = (now, then, article)
        if key not in self._kindred:
            old = self.of(then, article)
            words = [(n, self.of(now, n)) for n, of in now.shape if not of]
            scored = [(len(old & w) / len(old | w), n) for n, w in words if w]
            self._kindred[key] = nlargest(12, scored)
        return self._kindred[key]
