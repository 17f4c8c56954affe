"""The charts of a portrait, and a family as a picture: members by date in the lane of their office."""

from typing import Any

from fazhi.domains.patents.words import day, office
from fazhi.surfaces import charts

TOP = 12


def portrait(found: dict[str, Any], link: Any, name: str = "") -> list[charts.Chart]:
    """The charts of a landscape, or of one applicant; `link(field, value)` is the address of the search narrowed so."""
    years = sorted({int(y) for y in (*found["filings"], *found["grants"])})
    years = list(range(max(years[0], years[-1] - 24), years[-1] + 1)) if years else []
    lines = [(label, [found[key].get(str(y), 0) for y in years]) for label, key in (("申请", "filings"), ("授权", "grants"))]
    made = [charts.trend("各年申请量与授权量（件）", [str(y) for y in years], lines)] if years else []
    if made:
        made[
            0
        ].note = f"申请按申请日、同一申请只计一次；授权按授权公告日。{found['incomplete_from']}年起的申请多数尚未公布，不完整。"
    owners = {k: n for k, n in found["owners"].items() if k != name}
    parts = (("共同申请人、权利人（同族数）" if name else "主要申请人、权利人（同族数）", owners, "ap", str), ("IPC小类（件）", found["classes"], "ipc", str),
             ("国家地区（件）", found["offices"], "cc", office), ("法律状态（件）", found["states"], "st", str), ("地区（件）", found["places"], "lo", str),
             ("发明人（同族数）", found["inventors"], "in", str), ("法律事件（件次）", found["events"], "ev", str))  # fmt: skip
    for title, groups, field, named in parts:
        rows = [(named(k), n, link(field, k)) for k, n in list(groups.items())[:TOP]]
        if rows:
            made.append(charts.bars(title, rows, "个" if "同族" in title else "件"))
    return made


def numbers(found: dict[str, Any], one: bool = False) -> list[tuple[str, str]]:
    """The figures above the charts: of one applicant how his filings fare, of a field how crowded it is."""
    told = [
        (f"{found['publications']:,}", "公开文献（件）"),
        (f"{found['applications']:,}", "专利申请（件）"),
        (f"{found['families']:,}", "简单同族（个）"),
        (f"{found['live']:,}", "其中有效（件）"),
    ]
    if found["growth"]:
        g = found["growth"]
        told.append((f"{g['cagr'] * 100:.1f}%", f"申请年均增长（{g['from']}—{g['to']}年）"))
    if not one:
        return [
            *told,
            (f"{found['cr5'] * 100:.1f}%", "前五名份额（CR5，按同族）"),
            (f"{found['hhi']:.3f}", "集中度（HHI，按同族）"),
        ]
    told.append((f"{found['abroad']:,}", "在两个以上国家地区的同族（个）"))
    if found["granted"]:
        told += [(f"{found['granted'] * 100:.0f}%", "已有授权的申请"), (f"{found['months']:.0f}", "申请到授权平均月数")]
    return [*told, (f"{found['cited']:,}", "被库中文献引用（次）")]


def family(members: list[dict[str, Any]], here: str) -> charts.Chart | None:
    """The members of a family on a line of time, a lane an office; the same as a table."""
    dated = [m for m in members if m["pd"]]
    if len(dated) < 2:
        return None
    lanes = list(dict.fromkeys(m["cc"] for m in sorted(dated, key=lambda m: m["pd"])))
    first, last = min(m["pd"] for m in dated), max(m["pd"] for m in dated)
    begun = _years(first)
    span = max(_years(last) - begun, 0.2)
    left, right, parts = 110, 90, []
    height = 26 * len(lanes) + 40
    for n, cc in enumerate(lanes):
        y = 20 + n * 26
        parts += [
            charts.text(left - 12, y + 5, office(cc), "end"),
            f'<path class="grid" d="M{left} {y}H{charts.WIDTH - right}"/>',
        ]
    for m in dated:
        x = left + (charts.WIDTH - left - right) * (_years(m["pd"]) - begun) / span
        y = 20 + lanes.index(m["cc"]) * 26
        dot = f'<circle class="bar {"here" if m["pn"] == here else ""}" cx="{x:.1f}" cy="{y}" r="6"><title>{m["pn"]} {day(m["pd"])}</title></circle>'
        parts.append(dot if m["pn"] == here else charts.linked(dot, f"/patents/record/{m['pn']}/", m["pn"]))
    parts += [
        charts.text(left, height - 6, day(first), "start", "tiny"),
        charts.text(charts.WIDTH - right, height - 6, day(last), "end", "tiny"),
    ]
    rows = [[office(m["cc"]), (m["pn"], f"/patents/record/{m['pn']}/"), day(m["pd"])] for m in dated]
    return charts.Chart(
        "同族成员（按公开日，圆点可点开）", charts.svg(height, parts, "同族成员"), ["国家地区", "公开号", "公开日"], rows
    )


def _years(number: int) -> float:
    return number // 10000 + (number // 100 % 100 - 1) / 12 + (number % 100) / 365
