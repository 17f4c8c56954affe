"""From the words of a title to a law: defined short forms, laws named before, misspelled and half-remembered titles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fazhi.engines.citations.grammar import KINDS
from fazhi.engines.citations.model import Law, Laws

SHORT = '[《“"「]?([^《》“”"「」（）()，,；;。\\n]{2,30})[》”"」]?'
DEFINED = re.compile(
    r"《([^《》\n]{2,120}(?:《[^《》\n]{1,80}》[^《》\n]{0,80}){0,3})》\s?"
    rf"[（(](?:[^（）()\n]{{0,60}}[，,、；;])?\s?(?:以下|下文|下)?(?:统|简)?称(?:为)?[:：]?\s?{SHORT}\s?[）)]"
)
MEANT = re.compile(rf"(?:所称|“|\")的?{SHORT}[，,]?\s?(?:是)?指[:：]?\s?《([^《》\n]{{2,120}})》")
NAMED_YEAR = re.compile(
    r"[（(]((?:19|20)\d\d)年?(?:\d{1,2}月(?:\d{1,2}日)?)?"
    r"(?:[^（）()\d－-]{0,12}(?:修正|修订|公布|发布|通过|文本|版)[^（）()]{0,4})?[)）]$"
)
KIND = re.compile(rf"(?:{KINDS})(?:（(?:暂行|试行)）)?$")
FILLER = re.compile("管理|监督|暂行|试行|实施|若干|[和与及的、]")
LAW_LIKE = re.compile(
    r"(?:法典|(?<![办方做看算书兵语用疗手说想作司执守普释])法|条例|规定|办法|细则|规则|规程|修正案)(?:（[^（）]{1,6}）)?$"
)
DOCUMENT_LIKE = re.compile(rf"(?:{KINDS})(?:（[^（）]*）)?$")
NO_LAW = re.compile("(?:办|方|做|看|算|书|兵|语|用|疗|手|说|想|作|司|执|守|普|释)法$")
PLACE_NAME = re.compile(r"^[\u4e00-\u9fff]{2,9}?(?:省|市|自治区|自治州|县|区|旗|镇)")
NUMBERED = re.compile(r"（[一二三四五六七八九十]+）|\d+")
GENERIC = frozenset(
    [
        *KINDS.split("|"),
        *(a + b for a in ("实施", "管理", "暂行") for b in ("办法", "细则", "条例", "规定")),
        "司法解释",
    ]
)
LOOK_BACK = 42
BEFORE_BARE = frozenset('照据反用和与及或者的是对合关国新原行由在按以于为将把从到即含至、，。；：（(“”"《》 　\n\t')
UNMARKED = re.compile("(?:我国|国家)?(?:中华人民共和国)?([\u4e00-\u9fff、]{1,28}(?:法典|法|条例))")
AFTER_BARE = re.compile(r"的|[、，,。；;：:)）”\"\n]|和|及|与|或|等|之|以及|规定|有关|相关|要求|执行|办理|处理|追究|承担|$")
STATE = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Named:
    """A law found under a name; `wrong` if the name is not its own."""

    law: Law
    wrong: bool = False


def definitions(text: str) -> dict[str, str]:
    """Short forms the text defines: 《…法》（以下简称《…》）, “…”是指《…》; short form → full title."""
    out: dict[str, str] = {}
    if "称" in text:
        for full, short in DEFINED.findall(text):
            out.setdefault(short, full)
    if "指《" in text or "指：《" in text:
        for short, full in MEANT.findall(text):
            out.setdefault(short, full)
    return out


class Titles:
    """Finds laws by what people call them. Keeps what it has found, so one object serves many texts."""

    def __init__(self, laws: Laws) -> None:
        self.laws = laws
        self._near: dict[str, Named | None] = {}
        self._cores: dict[str, list[str]] = {}

    def named(self, title: str) -> Named | None:
        """The law of this title; a law with nearly this title, marked wrong; None."""
        law = self.laws.find(title)
        if law:
            return Named(law)
        key = self.laws.plain(title)
        if key not in self._near:
            self._near[key] = self._nearly(key)
        return self._near[key]

    def _nearly(self, key: str) -> Named | None:
        if key in GENERIC or len(key) > 60 or not LAW_LIKE.search(key):
            return None
        if not self._cores:
            self._index()
        same = core(key)
        if same in self._cores:
            return self._best(key, self._cores[same])
        if len(same) < 3:
            return None
        from rapidfuzz import fuzz, process

        near = process.extract(same, list(self._cores), scorer=fuzz.ratio, score_cutoff=85, limit=5)
        return self._best(key, [k for c, _, _ in near for k in self._cores[c]])

    def _best(self, cited: str, keys: list[str]) -> Named | None:
        """Of several candidates one in force, and of those the one spelled most alike."""
        from rapidfuzz import fuzz

        found = [(k, law) for k in keys if alike(cited, k) and (law := self.laws.find(k))]
        current = [(k, law) for k, law in found if law.successor is None and law.repealed_on is None]
        chosen = max(current or found, key=lambda pair: fuzz.ratio(cited, pair[0]), default=None)
        return Named(chosen[1], wrong=True) if chosen else None

    def _index(self) -> None:
        for name in self.laws.names:
            if 2 < len(name) < 40 and "关于" not in name and LAW_LIKE.search(name) and len(core(name)) > 1:
                self._cores.setdefault(core(name), []).append(name)

    def bare(self, text: str, end: int, shorts: Mapping[str, str]) -> tuple[int, str] | None:
        """A title without book marks that ends at `end`: the longest known one, whole words only; (start, title)."""
        window = text[max(0, end - LOOK_BACK) : end]
        names = self.laws.names
        for size in range(len(window), 1, -1):
            name = window[-size:]
            if name not in names and name not in shorts:
                continue
            start = end - size
            if text[max(0, start - len(STATE)) : start] == STATE:
                start -= len(STATE)
            if start and text[start - 1] not in BEFORE_BARE:
                return None
            return start, text[start:end]
        return None

    def named_after(self, text: str, at: int) -> tuple[int, int, str] | None:
        """A title without book marks right after 依照 and the like, whole words only; (start, end, title)."""
        found = UNMARKED.match(text, at)
        while found:
            end = found.end()
            if found[1] in self.laws.names and AFTER_BARE.match(text, end):
                start = found.start(1)
                if text[max(0, start - len(STATE)) : start] == STATE:
                    start -= len(STATE)
                return start, end, text[start:end]
            found = UNMARKED.match(text, at, end - 1)
        return None


def core(key: str) -> str:
    """What a title is about, without the kind of document and words that come and go: 行政复议条例 is 行政复议."""
    return FILLER.sub("", KIND.sub("", key)) or key


def alike(one: str, other: str) -> bool:
    """Whether two similar titles can mean the same law: same district, same numbers, both or neither implementing."""
    if ("实施" in one) != ("实施" in other):
        return False
    place, place_other = PLACE_NAME.match(one), PLACE_NAME.match(other)
    if (place and place[0]) != (place_other and place_other[0]):
        return False
    return NUMBERED.findall(one) == NUMBERED.findall(other)


def covered(title: str) -> bool:
    """Whether the catalogue holds documents of this kind completely enough to say that there is no such law."""
    if NO_LAW.search(title) or title in GENERIC:
        return False
    if title.startswith("刑法修正案"):
        return True
    return title.endswith(("法", "法典")) or (title.endswith("条例") and not PLACE_NAME.match(title))
