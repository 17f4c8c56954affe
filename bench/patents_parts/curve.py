"""How each class of query grows with the records, as exponents and as a small SVG."""

import math
from pathlib import Path

Classes = dict[str, tuple[float, ...]]  # of each class of query what clock.spread says


def exponents(measured: dict[int, Classes]) -> dict[str, float]:
    """How each class grows with the records: the slope of log(median processor time)."""
    (a, first), (b, last) = min(measured.items()), max(measured.items())
    return {k: math.log(last[k][3] / first[k][3]) / math.log(b / a) for k in first}


def draw(measured: dict[int, Classes], path: Path) -> None:
    """The 95th percentile (clock) of each class over the number of records, both logarithmic, as a small SVG."""
    sizes, names = sorted(measured), list(measured[min(measured)])
    worst = max(measured[n][k][1] for n in sizes for k in names)
    x = lambda n: 60 + 420 * math.log(n / sizes[0]) / max(math.log(sizes[-1] / sizes[0]), 1e-9)  # noqa: E731
    y = lambda ms: 300 - 270 * math.log10(max(ms, 1)) / math.log10(max(worst, 10))  # noqa: E731
    parts = [f'<text x="{x(n):.0f}" y="320" text-anchor="middle">{n / 1e6:g}</text>' for n in sizes]
    parts += [
        f'<text x="52" y="{y(v) + 4:.0f}" text-anchor="end">{v}</text><path d="M60 {y(v):.0f}H480" stroke="#ddd"/>'
        for v in (1, 10, 100, 1000)
        if v <= worst
    ]
    slopes = exponents(measured)
    for k, name in enumerate(names):
        color = f"hsl({k * 360 // len(names)} 60% 40%)"
        points = " ".join(f"{x(n):.1f},{y(measured[n][name][1]):.1f}" for n in sizes)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts.append(f'<text x="490" y="{40 + 20 * k}" fill="{color}">{name} ({slopes[name]:.2f})</text>')
    title = "<title>p95, ms, over millions of records; in brackets the growth exponent of processor time</title>"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 330" font-family="sans-serif" font-size="12">{title}{"".join(parts)}</svg>\n', encoding="utf-8")  # fmt: skip
