"""The proof that nothing was touched: anchors over all chains, and an audit that re-reads, refolds and recounts everything."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Min

from fazhi.kernel import holidays
from fazhi.kernel.declare import Procedure
from fazhi.kernel.facts import columns, restore
from fazhi.kernel.fold import effective, fold
from fazhi.kernel.models import Anchor, Case, Deadline, Event, Head, Item, Series
from fazhi.kernel.registry import procedures
from fazhi.kernel.seal import digest_of, plain, seal_of, sm3

BATCH = 2_000


def root_of(before: str, heads: Any) -> str:
    """The root of an anchor: the root before it and every head it covers, in order of case."""
    return sm3(before + "\n" + "\n".join(f"{case}:{seq}:{seal}" for case, seq, seal in heads))


def anchor() -> Anchor | None:
    """Chain the heads of all cases written since the last anchor; None where nothing is new."""
    with transaction.atomic():
        last = Anchor.objects.select_for_update().order_by("-n").first()
        new = Case.objects.filter(events__gt=F("anchored")).order_by("pk")
        heads = list(new.values_list("pk", "events", "head"))
        if not heads:
            return None
        n, before = (last.n + 1, last.root) if last else (1, "")
        row = Anchor.objects.create(n=n, cases=Case.objects.count(), events=Event.objects.count(), root=root_of(before, heads))
        Head.objects.bulk_create((Head(anchor=row, case=c, seq=s, seal=x) for c, s, x in heads), batch_size=BATCH)
        for start in range(0, len(heads), BATCH):
            chunk = [c for c, _, _ in heads[start : start + BATCH]]
            Case.objects.filter(pk__in=chunk).update(anchored=F("events"))
    return row


@dataclass
class Audit:
    """What was read and what differs. A fault names its place and what is wrong with it."""

    cases: int = 0
    events: int = 0
    deadlines: int = 0
    anchors: int = 0
    faults: list[dict] = field(default_factory=list)

    def fault(self, kind: str, place: str, what: str) -> None:
        self.faults.append({"kind": kind, "place": place, "what": what})


def audit(progress: Callable[[int, int], None] | None = None) -> Audit:
    """Re-read every chain and its anchors, refold every case, recount every deadline; nothing is written."""
    out = Audit()
    total, table = Case.objects.count(), holidays.current()
    with transaction.atomic():
        for case, events, facts, deadlines, items in walk():
            out.cases += 1
            _chain(out, case, events)
            _compare(out, case, events, facts, deadlines, items, table)
            if progress and out.cases % BATCH == 0:
                progress(out.cases, total)
        _strays(out)
        _anchors(out)
        _series(out)
    return out


def walk() -> Iterator[tuple]:
    """Every case with its events, facts, deadlines and items, in batches of primary keys."""
    bounds = Case.objects.aggregate(low=Min("pk"), high=Max("pk"))
    if bounds["low"] is None:
        return
    for low in range(bounds["low"], bounds["high"] + 1, BATCH):
        span = {"case_id__gte": low, "case_id__lt": low + BATCH}
        cases = list(Case.objects.filter(pk__gte=low, pk__lt=low + BATCH).order_by("pk"))
        events = _grouped(Event.objects.filter(**span).order_by("case_id", "seq"))
        deadlines = _grouped(Deadline.objects.filter(**span).order_by("case_id"))
        items = _grouped(Item.objects.filter(**span).order_by("case_id"))
        models = {p.facts for p in procedures().values() if p.facts}
        facts = {m: {f.case_id: f for f in m.objects.filter(**span)} for m in models}
        for case in cases:
            model = case.declared.facts
            row = facts[model].get(case.pk) if model else None
            yield case, events.get(case.pk, []), row, deadlines.get(case.pk, []), items.get(case.pk, [])


def _grouped(rows: Any) -> dict[int, list]:
    return {k: list(g) for k, g in groupby(rows.iterator(chunk_size=10_000), key=lambda r: r.case_id)}


def _name(case: Case) -> str:
    return case.number or f"办件{case.pk}"


def _chain(out: Audit, case: Case, events: list[Event]) -> None:
    before = ""
    redactions = {e.said.get("redacts") for e in events if e.kind == "redact"}
    for n, event in enumerate(events, 1):
        out.events += 1
        place = f"{_name(case)} 第{event.seq}行"
        if event.seq != n:
            out.fault("chain", place, f"台账序号不连续：应为第{n}行")
            break
        if event.redacted:
            if event.seq not in redactions:
                out.fault("chain", place, "标为删隐，却没有删隐的记载")
        elif digest_of(event.said) != event.digest:
            out.fault("chain", place, "内容与摘要不符：内容被改动")
        if seal_of(before, event) != event.seal:
            out.fault("chain", place, "封印不符：该行的日期、步骤、经办或次序被改动")
        before = event.seal
    if len(events) != case.events or before != case.head:
        out.fault("chain", _name(case), f"台账应有{case.events}行、实有{len(events)}行，或末行封印不符")


def _compare(out: Audit, case: Case, events: list[Event], facts: Any, deadlines: list, items: list, table: Any) -> None:
    declared = case.declared
    lines = effective(events)
    try:
        told = fold(case, declared, lines, table)
    except Exception as error:
        out.fault("fold", _name(case), f"台账不能重演：{error}")
        return
    row = (case.state, case.before, case.moved_on, case.closed_on, case.handler_id)
    if row != (told.state, told.before, told.moved_on, told.closed_on, told.handler):
        out.fault("state", _name(case), f"现状与台账重演不符：记为{row}，重演为{told.state}")
    if declared.facts:
        _compare_facts(out, case, declared, facts, told.facts)
    for item in items:
        if told.items.get((item.kind, item.n)) != item.said:
            out.fault("item", f"{_name(case)} {item.kind}{item.n}", "明细与台账不符")
    if len(items) != len(told.items):
        out.fault("item", _name(case), f"明细应有{len(told.items)}条、实有{len(items)}条")
    _compare_clocks(out, case, deadlines, told)


def _compare_facts(out: Audit, case: Case, declared: type[Procedure], row: Any, told: dict) -> None:
    if row is None:
        out.fault("facts", _name(case), "事实行缺失")
        return
    table, want = columns(declared.facts), restore(declared, told)
    for name, column in table.items():
        expected = want.get(name, column.get_default())
        have = getattr(row, name)
        if have != expected and plain(have) != plain(expected):  # 10.5 and 10.5000 are one decimal
            out.fault("facts", f"{_name(case)} {column.verbose_name}", f"记为“{getattr(row, name)}”，台账为“{expected}”")


def _compare_clocks(out: Audit, case: Case, deadlines: list, told: Any) -> None:
    out.deadlines += len(deadlines)
    if {d.clock for d in deadlines} != set(told.readings):
        out.fault("deadline", _name(case), "期限的项目与台账重演不符")
        return
    for d in deadlines:
        r = told.readings[d.clock]
        kept = d.due == r.due or not r.open  # closed ones keep the calendar they were judged by
        if (d.start, d.stopped, d.state, d.pauses, d.extended) != (
            r.start,
            r.stopped,
            r.state,
            r.pauses,
            r.extended,
        ) or not kept:
            out.fault("deadline", f"{_name(case)} {d.ref}", f"记为{d.due}（{d.state}），重算为{r.due}（{r.state}）")


def _strays(out: Audit) -> None:
    lost = Event.objects.exclude(case__in=Case.objects.all()).count() if Event.objects.count() != out.events else 0
    if lost:
        out.fault("chain", "台账", f"{lost}行台账没有办件：办件行被删除")


def _anchors(out: Audit) -> None:
    before = ""
    for row in Anchor.objects.order_by("n"):
        out.anchors += 1
        if row.n != out.anchors:
            out.fault("anchor", f"锚点{row.n}", f"锚点不连续：应为第{out.anchors}个")
            return
        heads = list(row.heads.order_by("case").values_list("case", "seq", "seal"))
        if root_of(before, heads) != row.root:
            out.fault("anchor", f"锚点{row.n}", "锚点的根与所载各案封印不符")
        before = row.root
    held = Event.objects.filter(case_id__gte=0).values_list("case_id", "seq", "seal")
    if not out.anchors:
        return
    seals = {(c, s): x for c, s, x in held.iterator(chunk_size=20_000)} if Head.objects.exists() else {}
    for n, case, seq, seal in Head.objects.order_by("anchor").values_list("anchor_id", "case", "seq", "seal").iterator():
        found = seals.get((case, seq))
        if found is None:
            out.fault("anchor", f"锚点{n} 办件{case}", f"锚点见过的第{seq}行已不存在：整案或末行缺失")
        elif found != seal:
            out.fault("anchor", f"锚点{n} 办件{case}", f"第{seq}行的封印与锚点所见不同")


def _series(out: Audit) -> None:
    """Every number a series gave out is held by a case, or void with its reason."""
    for series in Series.objects.select_related("organ"):
        domain = series.key
        have = Case.objects.filter(domain=domain, organ=series.organ, opened_on__year=series.year).exclude(number="").count()
        if have + series.voids.count() != series.last:
            out.fault(
                "series",
                f"{series.organ}{domain}{series.year}年",
                f"已编{series.last}号，在册{have}件、作废{series.voids.count()}号",
            )
