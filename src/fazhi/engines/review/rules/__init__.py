"""The catalogue: rule cards written as text a lawyer can read (one file per group), loaded and tied to their matchers."""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ..model import Matter, Rule
from ..together import REACH, source
from .checks import CHECKS
from .records import RECORDS

HERE = Path(__file__).parent
HEAD = re.compile(r"^## ([A-G]\d\d) (.+?) \[(重大|应改|提示) ([NPDC]+)\]$")
FIELDS = frozenset(
    [
        "依据",
        "模式",
        "概念",
        "排除",
        "排除范围",
        "抑制关",
        "缺失",
        "涉及",
        "引用",
        "替换",
        "理由",
        "建议",
        "违例",
        "放行",
        "说明",
    ]
)


class CardError(ValueError):
    """A card that cannot be read."""


@cache
def words() -> dict[str, str]:
    """Named word groups, each already opened up."""
    out: dict[str, str] = {}
    for line in (HERE / "words.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, body = line.partition(" = ")
            out[name] = _opened(body, out)
    return out


SENTENCE_START = r"(?:(?<![\s\S])|(?<=[。；！？\n\t]))"  # ^ would only see line starts


def _pattern(text: str) -> str:
    text = _opened(text, words())
    return SENTENCE_START + text[1:] if text.startswith("^") else text


def _together(text: str) -> str:
    """A 概念 line: "〈甲〉 + 〈乙〉 + …", optionally led by its reach in characters and followed by " - words that forbid it"."""
    wanted, _, but = text.partition(" - ")
    reach, *ideas = wanted.split(" + ")
    number, space, first = reach.partition(" ")
    if not (space and number.isdigit()):
        number, first = str(REACH), reach
    return source([_pattern(idea) for idea in (first, *ideas)], int(number), _pattern(but))


def _opened(pattern: str, known: dict[str, str]) -> str:
    """The pattern with 〈name〉 replaced by its words; a single 〈 or 〉 stands for itself."""

    def group(m: re.Match[str]) -> str:
        if m[1] not in known:
            raise CardError(f"词组“{m[1]}”没有写在 words.txt 里")
        return f"(?:{known[m[1]]})"

    return re.sub(r"〈([一-龥]{1,4})〉", group, pattern)


@cache
def laws() -> dict[str, tuple[str, date, date, date]]:
    """Short title → (version the rules were written against, first day of the law, last day, first day of that version)."""
    out = {}
    for line in (HERE / "laws.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        title, version, since, until, current = line.split("\t")
        last = date.fromisoformat(until) if until else date.max
        out[title] = (version, date.fromisoformat(since), last, date.fromisoformat(current))
    return out


def _blocks(text: str) -> Iterator[tuple[re.Match[str], list[tuple[str, str]]]]:
    head: re.Match[str] | None = None
    rows: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            if head:
                yield head, rows
            head, rows = HEAD.match(line), []
            if head is None:
                raise CardError(f"第{number}行的标题写法不对：{line}")
        elif line.strip() and not line.startswith("#"):
            name, _, value = line.partition(" ")
            if name not in FIELDS:
                raise CardError(f"第{number}行的栏目不认识：{name}")
            rows.append((name, value))
    if head:
        yield head, rows


def _example(text: str) -> str | Matter:
    """Words as they stand in a draft (⏎ is a new line), or a record in JSON after a sentence that explains it."""
    if text.endswith("}") and "{" in text:
        record: dict[str, Any] = json.loads(text[text.index("{") :])
        return record
    return text.replace("⏎", "\n")


def _card(head: re.Match[str], rows: list[tuple[str, str]]) -> Rule:
    one = dict(rows)
    if "依据" not in one:
        raise CardError(f"{head[1]} 没有依据：没有依据的规则不收")
    basis = tuple(one["依据"].split("；"))
    law = basis[0].split(" ")[0]
    if law not in laws():
        raise CardError(f"{head[1]} 的依据“{law}”没有登记版本（rules/laws.tsv）")
    version, since, until, current = laws()[law]
    return Rule(
        id=head[1], title=head[2], severity=head[3], kinds=head[4], basis=basis,  # type: ignore[arg-type]
        why=one["理由"], suggestion=one["建议"], bad=_example(one["违例"]), good=_example(one["放行"]),
        patterns=tuple(_together(v) if n == "概念" else _pattern(v) for n, v in rows if n in ("模式", "概念")),
        unless=_opened(one.get("排除", ""), words()), nearby="排除范围" in one, negatable="抑制关" not in one,
        absent=one.get("缺失", ""), only_if=one.get("涉及", ""),
        check=CHECKS.get(head[1]), record=RECORDS.get(head[1]),
        verdicts=tuple(one["引用"].split()) if "引用" in one else (),
        swaps=tuple(tuple(v.split(" => ")) for n, v in rows if n == "替换"),
        narrowed=one.get("说明", ""), version=version, since=since, until=until, current_from=current,
    )  # fmt: skip


def _load() -> tuple[Rule, ...]:
    cards = [
        _card(head, rows)
        for file in sorted(HERE.glob("[a-g]_*.txt"))
        for head, rows in _blocks(file.read_text(encoding="utf-8"))
    ]
    idle = [r.id for r in cards if not (r.patterns or r.absent or r.check or r.record or r.verdicts)]
    if idle:
        raise CardError(f"这些规则没有触发方式：{'、'.join(idle)}")
    return tuple(sorted(cards, key=lambda r: r.id))


RULES: tuple[Rule, ...] = _load()
BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}
