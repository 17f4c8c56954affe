"""One answer for every claim: value, printed words, status, ledger lines, digest; a number without a ledger is never printed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from fazhi.kernel.figures import Period, Row, Rows, Value, listed
from fazhi.kernel.models import Case, Event
from fazhi.kernel.registry import figures
from fazhi.report import rendering, sources
from fazhi.report.claims import BY_ID, Claim
from fazhi.report.rendering import Broken

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass
class Answer:
    """What the report knows of one claim. status: ok, missing (a framed gap) or broken (the words would not follow)."""

    claim: Claim
    status: str = "missing"
    value: Any = None
    printed: str = ""
    rows: list[Row] = field(default_factory=list)
    digest: str = ""
    definition: str = ""
    basis: str = ""
    note: str = ""
    section: str = ""
    others: list[Row] = field(default_factory=list)  # of a rate: its numerator
    found: Value | None = None  # the figure's own answer

    def as_dict(self) -> dict[str, Any]:
        value = round(float(self.value), 6) if isinstance(self.value, Fraction) else self.value
        return {
            "id": self.claim.id, "label": self.claim.label, "printed": self.printed, "value": value, "unit": self.claim.unit, "status": self.status,
            "lines": len(self.rows), "digest": self.digest, "definition": self.definition, "basis": self.basis, "section": self.section,
            "ledger": self.claim.ledger, "note": self.note,
        }  # fmt: skip


def end_of(day: date | None) -> datetime | None:
    """The last moment of a day in China, the cut-off of `--known-by`."""
    return datetime.combine(day, time.max, CHINA) if day else None


def sha(rows: Iterable[Row]) -> str:
    """sha256 over ids and seals of the lines, in order of their ids."""
    return "sha256:" + hashlib.sha256(listed(rows).encode()).hexdigest()


def ledgers(rows: Any) -> set[str]:
    """The ledger words a set of lines reads from."""
    if hasattr(rows, "figure"):
        return ledgers(rows.figure)
    found = {rows.domain} if isinstance(getattr(rows, "domain", None), str) else set()
    for part in (*getattr(rows, "__dict__", {}).values(),):
        if isinstance(part, Rows):
            found |= ledgers(part)
    return found


class Answers:
    """Answers for one period, each computed once; figures by id from the registry, whoever declared them."""

    def __init__(self, period: Period):
        self.period = period
        self.proofs = sources.evidence(period)
        self._done: dict[str, Answer] = {}
        self._written: set[str] | None = None

    def __getitem__(self, id: str) -> Answer:
        if id not in self._done:
            self._done[id] = self._answer(id)
        return self._done[id]

    @property
    def written(self) -> set[str]:
        """The ledger words that hold any line at all, as known by the cut-off."""
        if self._written is None:
            words = Event.objects.order_by().values_list("domain", flat=True).distinct()
            if self.period.known_by is None:
                self._written = set(words)
            else:
                known = self.period.known_by
                self._written = {w for w in words if Event.objects.filter(domain=w, at__lte=known).exists()}
        return self._written

    def _answer(self, id: str) -> Answer:
        claim = BY_ID.get(id) or self._unlisted(id)
        figure = figures().get(id)
        answer = Answer(claim, definition=claim.definition)
        if figure is None:
            return replace(answer, note=f"尚无台账，应由“{claim.ledger}”填写")
        answer.definition, answer.basis = figure.definition, str(figure.basis)
        if not self._held(figure):
            return replace(answer, note=f"台账“{claim.ledger}”尚无记载")
        found = figure.of(self.period)
        answer.found, answer.rows, answer.value, answer.others = found, found.rows, found.value, found.numerator or []
        if found.value is None:
            return replace(answer, note=found.note or "无法计算")
        if claim.evidence and claim.evidence not in self.proofs and found.value:
            return replace(answer, value=None, rows=[], note=f"缺少证据记录“{claim.evidence}”，应在“表述证据”登记并核实")
        return self._print(answer)

    def _unlisted(self, id: str) -> Claim:
        figure = figures().get(id)
        if figure is None:
            raise ValueError(f"没有指标“{id}”。请核对模板里的编号，或者先声明这个指标。")
        unit = figure.unit
        return Claim(id, figure.label, unit, {"%": "%", "分": "万元"}.get(unit, "数"), figure.label, figure.definition)

    def _held(self, figure: Any) -> bool:
        parts = ("set", "part", "whole", "figure")
        words = set().union(
            *(ledgers(vars(figure)[p]) if p != "figure" else self._words(vars(figure)[p]) for p in parts if p in vars(figure))
        )
        return not words or bool(words & self.written)

    def _words(self, figure: Any) -> set[str]:
        return set().union(*(ledgers(v) for v in vars(figure).values() if isinstance(v, Rows)))

    def _print(self, answer: Answer) -> Answer:
        claim = answer.claim
        if claim.rule == "索引号":
            return self._header(answer)
        answer.status = "ok"
        try:
            answer.printed = self.below(answer) if claim.rule == "低于" else self.words(answer)
            if claim.whole and (answer.value or 0) > (self[claim.whole].value or 0):
                raise Broken(f"部分（{answer.value}）大于整体“{BY_ID[claim.whole].label}”（{self[claim.whole].value}）")
        except Broken as broken:
            answer.status, answer.note, answer.printed = "broken", str(broken), ""
        except LookupError as missing:
            answer.status, answer.note, answer.printed = "missing", str(missing.args[0]), ""
        if answer.status == "ok":
            answer.digest = sha([*answer.rows, *answer.others, *(answer.found.also if answer.found else ())])
            answer.printed += f"（{answer.found.note}）" if answer.found and answer.found.note else ""
        return answer

    def words(self, answer: Answer, rule: str = "") -> str:
        """The value in words by the claim's rule or another; Broken where the words would not be true."""
        words = rendering.RULES[rule or answer.claim.rule](answer.value, answer.claim.unit)
        if not rendering.follows(words, answer.value):
            raise Broken(f"“{words}”不能由数值{answer.value}得出")
        return words

    def below(self, answer: Answer) -> str:
        """低于全省、全市平均水平: only against approved data of the same definition, and only where it is so."""
        known = sources.benchmarks(self.period, answer.claim.id, answer.claim.method)
        if not known:
            raise LookupError("没有口径相同的全省、全市对照数据，不作比较；应在“参照指标”录入并审核")
        above = [area for area, value, _ in known if answer.value >= value]
        if above:
            raise Broken(f"败诉率{rendering.percent(answer.value, '')}不低于{'、'.join(above)}平均水平")
        answer.note = "；".join(f"{area}{rendering.percent(value, '')}" for area, value, _ in known)
        answer.others = [*answer.others, *(row for _, _, row in known)]
        return f"低于{'、'.join(area for area, _, _ in known)}平均水平"

    def _header(self, answer: Answer) -> Answer:
        if not answer.rows:
            return replace(answer, value=None, note="报告尚未公开，没有索引号；应由“年度报告公开”填写")
        row = answer.rows[-1]
        answer.value = answer.printed = row.get("index_number")
        answer.status, answer.digest = "ok", sha(answer.rows)
        return answer


def titles(rows: list[Row]) -> list[str]:
    """What the lines of a list are called: their name, document or words, else the title of their case."""
    named = [next((str(v) for v in map(r.get, ("name", "words", "document", "content")) if v), "") for r in rows]
    known = dict(
        Case.objects.filter(pk__in=[r.case for r, n in zip(rows, named, strict=True) if not n]).values_list("pk", "title")
    )
    return [n or known.get(r.case, "") for r, n in zip(rows, named, strict=True)]
