"""The query language: fields in Chinese or English, phrases, ranges, wildcards, nearness, NOT before AND before OR; errors say where.

标题:(病毒 OR virus) AND ipc:A61K31 AND 公开日:[2015-01-01 TO 2020-12-31] NOT 状态:失效
"monoclonal antibody" AND spike near/5 protein AND ap:sysmex
"""

import re
from dataclasses import dataclass

FIELDS = {
    "ti": "ti", "标题": "ti", "名称": "ti", "ta": "ta", "标题摘要": "ta", "tac": "tac", "全文": "tac", "ab": "ta", "摘要": "ta", "cl": "cl", "权利要求": "cl",
    "ap": "ap", "申请人": "ap", "ow": "ow", "权利人": "ow", "in": "inv", "inv": "inv", "发明人": "inv", "pn": "pn", "公开号": "pn", "an": "an", "申请号": "an",
    "pr": "pr", "优先权号": "pr", "优先权": "pr", "ipc": "ipc", "分类号": "ipc", "cpc": "cpc", "pd": "pd", "公开日": "pd", "ad": "ad", "申请日": "ad", "prd": "prio",
    "优先权日": "prio", "st": "st", "状态": "st", "ev": "ev", "事件": "ev", "lo": "lo", "地区": "lo", "cc": "cc", "国家": "cc", "kc": "kc", "类型": "kc", "fam": "fam",
    "同族": "fam", "loc": "loc", "范围": "tier", "scope": "tier", "引用": "cites", "cites": "cites",
}  # fmt: skip
TEXT_FIELDS = {"ti", "ta", "tac", "cl", "ap", "ow", "inv", "lo"}
DATE_FIELDS = {"pd", "ad", "prio"}
NEAR = re.compile(r"(near|pre)/(\d{1,3})$|(sen|para)$", re.I)
FREQ = re.compile(r"freq/(\d{1,2})$", re.I)
TOKEN = re.compile(
    r'\s+|(?P<open>[(（])|(?P<close>[)）])|(?P<range>[\[［][^\]］]*[\]］])|(?P<phrase>"[^"]*"|“[^”]*”)|(?P<word>[^\s()（）"“”\[\]［］]+)'
)
DAY = re.compile(r"(\d{4})(?:[-/.]?(\d{2})(?:[-/.]?(\d{2}))?)?$")


class QueryRefused(ValueError):
    """A query refused, with the character where (counted from 1)."""

    def __init__(self, at: int, why: str):
        super().__init__(f"检索式第{at + 1}个字符处：{why}（E-PT-11）")
        self.at = at


@dataclass(frozen=True)
class Leaf:
    """One condition: words, a phrase, a number, a class, a range."""

    field: str
    text: str
    at: int
    quoted: bool = False
    span: tuple[str, str] | None = None
    times: int = 1

    def __str__(self) -> str:
        value = f"[{self.span[0]} TO {self.span[1]}]" if self.span else f'"{self.text}"' if self.quoted else self.text
        return f"{self.field}:{value}" + (f" freq/{self.times}" if self.times > 1 else "")


@dataclass(frozen=True)
class Near:
    """Two word conditions of one field at most `distance` words apart (`pre`: in this order), or in one sentence or paragraph."""

    left: Leaf
    right: Leaf
    how: str
    distance: int

    def __str__(self) -> str:
        return f"({self.left} {self.how}{f'/{self.distance}' if self.distance else ''} {self.right})"


@dataclass(frozen=True)
class Join:
    """AND or OR of some parts."""

    word: str
    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return "(" + f" {self.word} ".join(map(str, self.parts)) + ")"


@dataclass(frozen=True)
class Not:
    part: "Node"

    def __str__(self) -> str:
        return f"NOT {self.part}"


Node = Leaf | Near | Join | Not


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int


def parse(text: str) -> Node:
    """The tree of a query; raises QueryRefused with the position of what is wrong."""
    tokens = _lex(text)
    if not tokens:
        raise QueryRefused(0, "检索式是空的，请输入检索词，例如 标题:病毒")
    parser = _Parser(tokens, len(text))
    node = parser.either("ta")
    if parser.more():
        extra = parser.tokens[parser.i]
        raise QueryRefused(extra.at, "多出一个右括号" if extra.kind == "close" else f"“{extra.text}”出现在不该出现的地方")
    return node


def _lex(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(text):
        m = TOKEN.match(text, at)
        if m is None:
            sign = text[at]
            why = "引号没有成对" if sign in '"“”' else "方括号没有成对，区间应如 [2015-01-01 TO 2020-12-31]"
            raise QueryRefused(at, why)
        if m.lastgroup:
            _split(m.lastgroup, m[0], at, found)
        at = m.end()
    return found


def _split(kind: str, text: str, at: int, found: list[_Token]) -> None:
    """A field name glued to its value (`ti:病毒`, `标题：“…”`) is two tokens."""
    if kind == "word" and (m := re.match(r"([A-Za-z]+|[\u4e00-\u9fff]+)[:：=]", text)):
        found.append(_Token("field", m[1], at))
        if m.end() < len(text):
            found.append(_Token("word", text[m.end() :], at + m.end()))
        return
    found.append(_Token(kind, text, at))


class _Parser:
    def __init__(self, tokens: list[_Token], end: int):
        self.tokens, self.i, self.end, self.depth = tokens, 0, end, 0

    def more(self) -> bool:
        return self.i < len(self.tokens)

    def peek(self) -> _Token | None:
        return self.tokens[self.i] if self.more() else None

    def word(self, *names: str) -> bool:
        t = self.peek()
        return t is not None and t.kind == "word" and t.text.upper() in names

    def either(self, field: str) -> Node:
        parts = [self.both(field)]
        while self.word("OR", "或"):
            self.i += 1
            parts.append(self.both(field))
        return parts[0] if len(parts) == 1 else Join("OR", tuple(parts))

    def both(self, field: str) -> Node:
        parts = [self.negated(field)]
        while (t := self.peek()) is not None and t.kind != "close" and not self.word("OR", "或"):
            if self.word("AND", "与"):
                self.i += 1
            parts.append(self.negated(field))
        return parts[0] if len(parts) == 1 else Join("AND", tuple(parts))

    def negated(self, field: str) -> Node:
        if self.word("NOT", "非"):
            self.i += 1
            return Not(self.negated(field))
        return self.close_by(field)

    def close_by(self, field: str) -> Node:
        left = self.atom(field)
        while (t := self.peek()) is not None and t.kind == "word" and ((m := NEAR.match(t.text)) or FREQ.match(t.text)):
            self.i += 1
            if f := FREQ.match(t.text):
                if not isinstance(left, Leaf) or left.field not in TEXT_FIELDS or int(f[1]) < 1:
                    raise QueryRefused(t.at, "freq/n 要跟在一个检索词后面")
                left = Leaf(left.field, left.text, left.at, left.quoted, left.span, int(f[1]))
                continue
            right = self.atom(left.field if isinstance(left, Leaf) else field)
            if (
                not isinstance(left, Leaf)
                or not isinstance(right, Leaf)
                or left.field != right.field
                or left.field not in TEXT_FIELDS
            ):
                raise QueryRefused(t.at, f"{t.text} 两边应为同一文字字段的词或短语")
            assert m is not None
            left = Near(left, right, (m[1] or m[3]).lower(), int(m[2] or 0))
        return left

    def atom(self, field: str) -> Node:
        t = self.peek()
        if t is None:
            raise QueryRefused(self.end, "检索式不完整，后面缺少检索词")
        self.i += 1
        if t.kind == "field":
            return self.fielded(t)
        if t.kind == "open":
            self.depth += 1
            if self.depth > 60:
                raise QueryRefused(t.at, "括号套得太深（至多60层）")
            node = self.either(field)
            closing = self.peek()
            if closing is None or closing.kind != "close":
                raise QueryRefused(t.at, "这个左括号没有配对的右括号")
            self.i += 1
            self.depth -= 1
            return node
        if t.kind == "close":
            raise QueryRefused(t.at, "多出一个右括号")
        return leaf(field, t.kind, t.text, t.at)

    def fielded(self, t: _Token) -> Node:
        name = FIELDS.get(t.text.lower())
        if name is None:
            raise QueryRefused(
                t.at,
                f"没有“{t.text}”这个字段；可用：ti标题、ta、tac、ap申请人、ow权利人、in发明人、pn公开号、an申请号、pr优先权号、ipc、cpc、pd公开日、ad申请日、st状态、ev事件、lo地区",
            )
        following = self.peek()
        if following is None or following.kind == "close":
            raise QueryRefused(t.at, f"字段“{t.text}”后面缺少检索词")
        return self.atom(name)


def leaf(field: str, kind: str, text: str, at: int) -> Leaf:
    """One condition, checked as far as it can be without the store."""
    if kind == "range":
        return _range(field, text, at)
    value = text[1:-1] if kind == "phrase" else text
    if value.upper() in ("AND", "OR", "NOT", "与", "或", "非") and kind == "word":
        raise QueryRefused(at, f"运算符{value}前面或后面缺少检索词")
    if not value.strip():
        raise QueryRefused(at, "引号里是空的")
    if kind == "word" and value[0] in "*?":
        raise QueryRefused(at, "通配符不能放在词首")
    if field in DATE_FIELDS:
        first, last = day_span(value, at)
        return Leaf(field, value, at, span=(str(first), str(last)))
    return Leaf(field, value, at, kind == "phrase")


def _range(field: str, text: str, at: int) -> Leaf:
    if field not in DATE_FIELDS:
        raise QueryRefused(at, "区间只能用于日期字段：pd公开日、ad申请日、prd优先权日")
    m = re.fullmatch(r"[\[［]\s*(\S+)\s+(?:TO|to|至)\s+(\S+)\s*[\]］]", text)
    if m is None:
        raise QueryRefused(at, "区间应写作 [2015-01-01 TO 2020-12-31]")
    first = 0 if m[1] == "*" else day_span(m[1], at + m.start(1))[0]
    last = 99999999 if m[2] == "*" else day_span(m[2], at + m.start(2))[1]
    if first > last:
        raise QueryRefused(at, f"区间写反了：{m[1]}晚于{m[2]}")
    return Leaf(field, text, at, span=(str(first), str(last)))


def day_span(text: str, at: int) -> tuple[int, int]:
    """First and last day meant by a year, a month or a day."""
    m = DAY.match(text)
    if m is None or not 1 <= int(m[2] or 1) <= 12 or not 1 <= int(m[3] or 1) <= 31:
        raise QueryRefused(at, f"“{text}”不是日期，应如 2020-01-31、202001 或 2020")
    year, month, day = int(m[1]), int(m[2] or 0), int(m[3] or 0)
    return year * 10000 + (month or 1) * 100 + (day or 1), year * 10000 + (month or 12) * 100 + (day or 31)


def leaves(node: Node, positive: bool = True) -> list[Leaf]:
    """The conditions that may make a record match (nothing below a NOT)."""
    if isinstance(node, Leaf):
        return [node] if positive else []
    if isinstance(node, Near):
        return leaves(node.left, positive) + leaves(node.right, positive)
    if isinstance(node, Not):
        return leaves(node.part, not positive)
    return [found for part in node.parts for found in leaves(part, positive)]
