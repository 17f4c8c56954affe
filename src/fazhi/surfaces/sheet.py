"""The lawyer's sheet: the article on the left, the rule on the right, in the order of the declaration; articles nobody accounts
for at the end. One page in the browser, one file on paper."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from fazhi.kernel.coverage import Coverage, coverage
from fazhi.kernel.declare import ANY, PREVIOUS, SAME, Basis, Clock, Law, Procedure, Step
from fazhi.kernel.facts import asked
from fazhi.kernel.registry import procedures
from fazhi.law import library
from fazhi.law.numerals import article_label
from fazhi.surfaces.diagram import diagram, numbers
from fazhi.surfaces.standing import review_rules, to_recheck, version_of

CSS = Path(__file__).parent / "static" / "surfaces" / "fazhi.css"


@dataclass
class Words:
    """An article's own words beside a rule, where the text was imported."""

    place: str
    text: str
    basis: Basis | None = None


def article_text(law: Law, article: int) -> str:
    version = version_of(law)
    found = library().article(law.title, article, version=version) if version else None
    return found.text if found else ""


def words_of(bases: tuple[Basis, ...]) -> list[Words]:
    """The words of each basis: the paragraph or item it names, the whole article where it names none."""
    return [Words(str(b), narrowed(article_text(b.law, b.article), b) if b.article else "", b) for b in bases]


def narrowed(text: str, basis: Basis) -> str:
    from fazhi.law.statute import split_paragraphs

    paragraphs = list(split_paragraphs(text))
    if not basis.paragraph or len(paragraphs) < basis.paragraph:
        return text
    chosen = paragraphs[basis.paragraph - 1]
    items = [i.text for i in chosen.items if not basis.item or i.number == basis.item]
    return "\n".join([chosen.text, *items])


def step_row(declared: type[Procedure], n: int, step: Step) -> dict[str, Any]:
    """One step as the sheet tells it."""
    origin = "任何未办结的状态" if step.origin is ANY else "、".join(s.label for s in step.origin) or "（立案）"  # type: ignore[union-attr]
    to = {SAME: "状态不变", PREVIOUS: "恢复中止前的状态"}.get(step.to, step.to.label)
    starts = [c for c in declared.clocks.values() if any(t.step is step for t in c.start)]
    stops = [c for c in declared.clocks.values() if any(t.step is step for t in c.stop)]
    pauses = [c for c in declared.clocks.values() if any(step in pair for pair in c.pause)]
    extends = [c for c in declared.clocks.values() if c.extend and c.extend.step is step]
    by_law = [c for c in declared.clocks.values() if c.then is step]
    terms = [("起算", c) for c in starts] + [("停止", c) for c in stops] + [("中止或恢复", c) for c in pauses]
    terms += [("延长", c) for c in extends] + [("期满后果", c) for c in by_law]
    return {"n": n, "step": step, "from": origin, "to": to, "who": "、".join(s.label for s in step.who), "words": words_of(step.basis), "terms": terms,
            "asks": asked(declared, step), "joins": "、".join(s.label for s in step.joins)}  # fmt: skip


def clock_row(clock: Clock) -> dict[str, Any]:
    return {"clock": clock, "stops": "、".join(t.step.label for t in clock.stop), "words": words_of(clock.basis),
            "pause": "、".join(f"“{a.label}”至“{b.label}”" for a, b in clock.pause),
            "extend": f"“{clock.extend.step.label}”，不超过{clock.extend.by}（{'、'.join(map(str, clock.extend.basis))}）" if clock.extend else ""}  # fmt: skip


def sheet(declared: type[Procedure]) -> dict[str, Any]:
    """Everything a sheet shows, for its template."""
    found: Coverage = coverage(declared)
    counted = numbers(declared)
    explained: dict[str, list[str]] = {}
    for (law, n), why in sorted(found.explained.items(), key=lambda x: (x[0][0].title, x[0][1])):
        if (law, n) not in found.cited:
            explained.setdefault(why, []).append(f"{law.title}{article_label(n)}" if law != declared.law else article_label(n))
    missing = [Words(f"{law} {article_label(n)}", article_text(law, n)) for law, n in found.missing]
    scoped = [f"{law.title} {article_label(a)}至{article_label(b)}" for law, a, b in declared.scope]
    return {
        "declared": declared,
        "law": str(declared.law) if hasattr(declared, "law") else "",
        "steps": [step_row(declared, counted[k], s) for k, s in declared.steps.items()],
        "clocks": [clock_row(c) for c in declared.clocks.values()],
        "missing": missing,
        "explained": list(explained.items()),
        "scoped": scoped,
        "diagram": diagram(declared),
        "doc": (declared.__doc__ or "").strip(),
    }


def html(key: str) -> str:
    """A sheet as one file that stands alone. `key`: a procedure with or without its version, or `review`."""
    css = CSS.read_text(encoding="utf-8")
    if key == "review":
        return render_to_string("surfaces/sheet_file.html", {**review_sheet(), "css": css})
    declared = chosen(key)
    return render_to_string("surfaces/sheet_file.html", {**sheet(declared), "css": css, "title": declared.label})


def chosen(key: str) -> type[Procedure]:
    """The procedure of a key; the newest version where none is named. ValueError with the known ones."""
    if key in procedures():
        return procedures()[key]
    found = [p for p in procedures().values() if p.domain == key]
    if not found:
        raise ValueError(f"没有程序“{key}”。可用的有：{'、'.join(sorted(procedures()))}、review。")
    return max(found, key=lambda p: p.since)


def review_sheet() -> dict[str, Any]:
    """The cards of the review rules, and those to be re-checked because a law they rest on was amended."""
    rows = rules()
    return {"review": rows, "recheck": [r for r in rows if r["amended"]], "title": "审查规则"}


def rules() -> list[dict[str, Any]]:
    """The review rules as rows. ValueError where the review engine is not installed."""
    cards = review_rules()
    if not cards:
        raise ValueError("没有安装合法性审查引擎，没有规则卡片可以列出。")
    amended: dict[str, list[str]] = {}
    for rule, law, written, now in to_recheck():
        amended.setdefault(rule.id, []).append(f"{law}已由{written}文本改为{now}文本")
    say = lambda value: value if isinstance(value, str) else str(value)  # noqa: E731
    return [{"id": r.id, "title": r.title, "severity": say(r.severity), "basis": "、".join(r.basis), "why": r.why, "suggestion": r.suggestion,
             "bad": say(r.bad), "good": say(r.good), "version": r.version, "narrowed": r.narrowed,
             "amended": amended.get(r.id, [])} for r in cards]  # fmt: skip
