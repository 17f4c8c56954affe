"""Few charts, drawn on the server as SVG: direct labels, no script, no inline style; each carries its numbers as a table (ADR 0046)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDTH = 420  # units of 12-point text: on a phone a chart is some 360 pixels wide, and its words stay readable
TONES = ("", "b", "c")


@dataclass
class Chart:
    """A drawing, its title, and the same numbers as a table. Cells may be (text, url)."""

    title: str
    svg: SafeString
    head: list[str]
    rows: list[list[Any]] = field(default_factory=list)
    note: str = ""

    @property
    def cells(self) -> list[list[tuple[str, str]]]:
        return [[c if isinstance(c, tuple) else (str(c), "") for c in row] for row in self.rows]


def svg(height: float, parts: Sequence[str], label: str) -> SafeString:
    head = f'<svg class="chart" viewBox="0 0 {WIDTH} {height:.0f}" role="group" aria-label="{escape(label)}">'
    return mark_safe(head + "".join(parts) + "</svg>")  # noqa: S308 - every text in parts is escaped where it is made


def text(x: float, y: float, words: Any, anchor: str = "start", tone: str = "") -> str:
    tone = f' class="{tone}"' if tone else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{tone}>{escape(str(words))}</text>'


def linked(inner: str, url: str, label: str = "") -> str:
    name = f' aria-label="{escape(label)}"' if label else ""
    return f'<a href="{escape(url)}"{name}>{inner}</a>' if url else inner


def bars(title: str, rows: Sequence[tuple[str, int, str]], unit: str = "件", tone: str = "") -> Chart:
    """Horizontal bars, one a label, each (label, value, url)."""
    top = max((v for _, v, _ in rows), default=0) or 1
    left, room, parts = 150, WIDTH - 150 - 60, []
    for n, (label, value, url) in enumerate(rows):
        y = 8 + n * 26
        wide = room * value / top
        shape = f'<rect class="bar {tone}" x="{left}" y="{y}" width="{wide:.1f}" height="16"/>'
        parts.append(
            text(left - 8, y + 13, label[:11], "end")
            + linked(shape, url, f"{label} {value}{unit}")
            + text(left + wide + 6, y + 13, value)
        )
    table = [[label, (str(v), url)] for label, v, url in rows]
    return Chart(title, svg(14 + len(rows) * 26, parts, title), ["", unit], table)


DRAWN = 15
PARTS = (("over", "超期"), ("soon", "临期"), ("ok", "正常"), ("free", "无期限"))


def lights(title: str, rows: Sequence[tuple[str, dict[str, int], str]]) -> Chart:
    """Bars divided by light; each row (label, numbers by light, address of its list). The first DRAWN rows are drawn, the table has all."""
    top = max((sum(v.values()) for _, v, _ in rows), default=0) or 1
    left, room, parts = 150, WIDTH - 150 - 50, []
    tones = {"over": "over", "soon": "soon", "ok": "", "free": "paused"}
    drawn = rows[:DRAWN]
    for n, (label, values, url) in enumerate(drawn):
        y, x = 8 + n * 26, float(left)
        parts.append(text(left - 8, y + 13, label[:11], "end"))
        for key, word in PARTS:
            value = values.get(key, 0)
            wide = room * value / top
            if value:
                shape = f'<rect class="bar {tones[key]}" x="{x:.1f}" y="{y}" width="{max(wide, 1):.1f}" height="16"><title>{word} {value}</title></rect>'
                parts.append(linked(shape, f"{url}light={key}" if url else ""))
            x += wide
        parts.append(text(x + 6, y + 13, sum(values.values())))
    table = [
        [label, *((str(values.get(k, 0)), f"{url}light={k}" if url and values.get(k) else "") for k, _ in PARTS)]
        for label, values, url in rows
    ]
    note = f"图中是前{DRAWN}项，其余{len(rows) - DRAWN}项在表格里。" if len(rows) > DRAWN else ""
    return Chart(title, svg(14 + len(drawn) * 26, parts, title), ["", *(w for _, w in PARTS)], table, note)


def trend(title: str, days: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> Chart:
    """Lines over time with their names at the end of each line."""
    top = max((v for _, values in series for v in values), default=0) or 1
    left, right, height, base = 34, 70, 190, 160
    step = (WIDTH - left - right) / max(len(days) - 1, 1)
    parts = [f'<path class="grid" d="M{left} {base - 140 * k / 2:.0f}H{WIDTH - right}"/>' for k in (1, 2)]
    parts += [
        f'<path class="axis" d="M{left} {base}H{WIDTH - right}"/>',
        text(left - 6, base + 4, 0, "end", "tiny"),
        text(left - 6, base - 136, top, "end", "tiny"),
    ]
    every = max(1, len(days) // 4)
    parts += [text(left + n * step, base + 18, d, "middle", "tiny") for n, d in enumerate(days) if n % every == 0]
    ends: list[float] = []
    for n, (name, values) in sorted(enumerate(series), key=lambda one: list(one[1][1])[-1:]):
        tone = TONES[n % len(TONES)]
        points = [(left + i * step, base - 140 * v / top) for i, v in enumerate(values)]
        parts.append(
            f'<path class="line {tone}" d="M' + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + '"/>' if points else ""
        )
        if points:
            y = points[-1][1]
            while any(abs(y - e) < 14 for e in ends):
                y -= 14
            ends.append(y)
            parts.append(text(points[-1][0] + 6, y + 4, f"{name} {values[-1]}"))
    table = [[d, *(str(values[i]) for _, values in series)] for i, d in enumerate(days)]
    return Chart(title, svg(height, parts, title), ["", *(name for name, _ in series)], table)


def heat(title: str, first: date, counts: dict[date, int], weeks: int = 10) -> Chart:
    """A calendar of the coming weeks: how many terms end on each day."""
    first -= timedelta(first.weekday())
    top = max(counts.values(), default=0) or 1
    side, left, parts = 22, 24, []
    pitch = (WIDTH - left) // weeks
    for n, name in enumerate("一二三四五六日"):
        parts.append(text(left - 10, 34 + n * (side + 3), name, "end", "tiny"))
    for w in range(weeks):
        monday = first + timedelta(7 * w)
        if w % 3 == 0:
            parts.append(text(left + w * pitch, 12, f"{monday.month}月{monday.day}日", "start", "tiny"))
        for d in range(7):
            day = monday + timedelta(d)
            value = counts.get(day, 0)
            level = 0 if not value else 1 + min(3, int(value * 4 / (top + 1)))
            x, y = left + w * pitch, 18 + d * (side + 3)
            parts.append(
                f'<rect class="heat h{level}" x="{x}" y="{y}" width="{pitch - 4}" height="{side}"><title>{day} {value}项</title></rect>'
            )
            if value:
                parts.append(text(x + pitch / 2 - 2, y + 16, value, "middle", "onheat" if level > 2 else ""))
    table = [[str(d), str(n)] for d, n in sorted(counts.items())]
    return Chart(title, svg(18 + 7 * (side + 3), parts, title), ["日期", "到期项数"], table)
