"""The report as a text of figure names: headings, paragraphs and slots in braces; a number typed into it is refused.

    title: {district}{year}年度法治政府建设情况报告
    # 主要举措和成效 @results
    ## 统筹推进
    ### 责任落实
    全年专题研究{meetings.law_topics}，{证据 first.whitelist}市场主体白名单制度。

A slot is a figure's id, a figure's id with another rule (`{projects.public:汉字}`), `{证据 key}` for words that stand on an evidence
record, or `{district}`, `{publisher}`, `{year}`, `{last}`, `{next}`. `@mark` after a heading names which required part it is.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from fazhi.law.numerals import to_chinese

HOME = Path(__file__).parent / "trees"
SLOT = re.compile(r"\{([^{}]+)\}")
PARTS = {
    "results": "主要举措和成效",
    "shortcomings": "存在的不足和原因",
    "heads": "第一责任人履职",
    "next": "下一年主要安排",
    "other": "其他需要报告的情况",
}
WORDS = ("district", "publisher", "year", "last", "next")
# names in which a numeral is no count
NAMES = (
    "高效办成一件事", "“一件事”", "一件事", "一类事一站办", "第一责任人", "一站式", "一超市", "一规划两纲要", "三年行动计划", "第一防线", "一线述法",
    "三个免于提交", "两个免于提交", "三师助企", "三类赋权", "综合查一次", "全国统一大市场", "统一", "一体", "一批", "一系列", "一步", "一般", "十四五", "十五五",
    "八五", "九五", "二十届三中全会", "二十大", "五化", "四到位", "半小时", "第一", "一并", "逐一", "万家", "百姓", "千方百计", "之一", "唯一", "一把手", "一线",
    "一平台", "谁执法谁普法", "一网", "一方面", "一律",
)  # fmt: skip
DIGITS = re.compile(r"[0-9０-９①-⑳Ⅰ-Ⅻ]+|百分之[一二三四五六七八九十百零点]+")
COUNTED = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+余?(?=[件个次名项家条场份户人部篇期宗起批座所处类倍成万亿元%])")


class TypedNumber(ValueError):
    """A number typed into a template; says where and what to do."""


@dataclass
class Paragraph:
    text: str
    line: int
    section: str  # （三）3

    @property
    def slots(self) -> list[str]:
        return SLOT.findall(self.text)


@dataclass
class Section:
    level: int
    title: str
    number: str  # 一、 （一） 1.
    mark: str
    place: str
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass
class Tree:
    """A parsed template: settings, sections in order, every slot."""

    name: str
    settings: dict[str, str]
    sections: list[Section]

    @cached_property
    def slots(self) -> list[tuple[str, Paragraph]]:
        return [(slot, p) for s in self.sections for p in s.paragraphs for slot in p.slots]

    def figure_ids(self) -> list[str]:
        """The figures named in the text, in order, each once."""
        ids = [slot.partition(":")[0] for slot, _ in self.slots if slot not in WORDS and not slot.startswith("证据 ")]
        return list(dict.fromkeys(ids))

    def section_of(self, id: str) -> str:
        return next((p.section for slot, p in self.slots if slot.partition(":")[0] == id), "")

    def part(self, mark: str) -> list[Section]:
        """The sections under a required part, the part's own heading first."""
        found: list[Section] = []
        level = 0
        for section in self.sections:
            if level and section.level <= level:
                level = 0
            if section.mark == mark:
                level = section.level
            if level:
                found.append(section)
        return found


def load(name: str) -> Tree:
    """A tree shipped with the product by its name, or any file by its path."""
    path = HOME / f"{name}.txt"
    if not path.exists():
        path = Path(name)
    if not path.is_file():
        known = "、".join(sorted(p.stem for p in HOME.glob("*.txt")))
        raise ValueError(f"没有报告模板“{name}”。现有：{known}；也可以给出模板文件的路径。")
    return parse(path.read_text(encoding="utf-8"), path.stem)


def parse(text: str, name: str = "") -> Tree:
    """Read a template; TypedNumber where a number was typed in."""
    settings: dict[str, str] = {}
    sections: list[Section] = []
    counts = [0, 0, 0]
    for n, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line or line.startswith("%"):
            continue
        if m := re.match(r"(title|name|mode|publisher|greeting):\s*(.*)", line):
            settings[m[1]] = m[2]
            refuse_numbers(m[2], n)
        elif m := re.match(r"(#{1,3}) (.+?)(?:\s+@(\w+))?$", line):
            level = len(m[1])
            counts[level - 1 :] = [counts[level - 1] + 1, *[0] * (3 - level)]
            refuse_numbers(m[2], n)
            sections.append(Section(level, m[2], numbered(level, counts), m[3] or "", place(counts)))
        else:
            refuse_numbers(line, n)
            if not sections:
                sections.append(Section(0, "", "", "", ""))
            sections[-1].paragraphs.append(Paragraph(line, n, sections[-1].place))
    return Tree(name, settings, sections)


def refuse_numbers(text: str, line: int) -> None:
    """No number is typed into a template: what is left outside the slots may hold none."""
    bare = SLOT.sub("", text)
    for name in NAMES:
        bare = bare.replace(name, "")
    found = DIGITS.search(bare) or COUNTED.search(bare)
    if found:
        raise TypedNumber(
            f"模板第{line}行写入了数字“{found[0]}”。报告里的数字一律取自台账：请换成指标编号，如 {{outreach.events}}；年份用 {{year}}。"
        )


def numbered(level: int, counts: list[int]) -> str:
    if level == 1:
        return f"{to_chinese(counts[0])}、"
    return f"（{to_chinese(counts[1])}）" if level == 2 else f"{counts[2]}."


def place(counts: list[int]) -> str:
    """Where a paragraph stands: （三）3 within the first part, 三、3 elsewhere."""
    if counts[1]:
        return f"（{to_chinese(counts[1])}）{counts[2] or ''}"
    return f"{to_chinese(counts[0])}、{counts[2] or ''}".rstrip("、") if counts[0] else ""
