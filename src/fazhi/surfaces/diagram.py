"""A state diagram of a procedure as SVG: states in rows by how far they are from the opening, arrows numbered as the steps are."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from fazhi.kernel.declare import ANY, PREVIOUS, SAME, Procedure, State, Step

WIDTH, ROW, HIGH = 900, 92, 34


def numbers(declared: type[Procedure]) -> dict[str, int]:
    """Steps by number, in the order of the declaration."""
    return {key: n for n, key in enumerate(declared.steps, 1)}


def origins(step: Step) -> tuple[State, ...]:
    return () if step.origin is ANY else step.origin  # type: ignore[return-value]


def forward(declared: type[Procedure]) -> dict[str, list[str]]:
    """The arrows without those that lead back to a state on the way (found depth first from the openings)."""
    out: dict[str, list[str]] = {k: [] for k in declared.states}
    for a, b in arrows(declared):
        out[a].append(b)
    kept: dict[str, list[str]] = {k: [] for k in declared.states}
    seen: dict[str, int] = {}

    def walk(state: str) -> None:
        seen[state] = 1
        for after in out[state]:
            if seen.get(after) != 1:
                kept[state].append(after)
                if after not in seen:
                    walk(after)
        seen[state] = 2

    openings = [s.to.key for s in declared.steps.values() if s.opening]
    for state in (*openings, *declared.states):
        if state not in seen:
            walk(state)
    return kept


def levels(declared: type[Procedure]) -> dict[str, int]:
    """The row of each state: its longest way from the opening, so that arrows lead downwards."""
    after = forward(declared)
    found = dict.fromkeys(declared.states, 0)
    for _ in declared.states:
        moved = False
        for a, targets in after.items():
            for b in targets:
                if found[b] < found[a] + 1:
                    found[b], moved = found[a] + 1, True
        if not moved:
            break
    return found


def places(declared: type[Procedure]) -> tuple[dict[str, tuple[float, float, float]], int]:
    """(centre x, top y, width) of each state, and the number of rows; each row is ordered by where its arrows come from."""
    by_level: dict[int, list[str]] = {}
    for key, level in levels(declared).items():
        by_level.setdefault(level, []).append(key)
    before: dict[str, list[str]] = {k: [] for k in declared.states}
    for a, targets in forward(declared).items():
        for b in targets:
            before[b].append(a)
    found: dict[str, tuple[float, float, float]] = {}
    for n, level in enumerate(sorted(by_level)):
        row = by_level[level]
        row.sort(key=lambda k: sum(found[a][0] for a in before[k] if a in found) / (len(before[k]) or 1))
        for i, key in enumerate(row):
            wide = max(70.0, 14.0 * len(declared.states[key].label) + 22)
            shift = (WIDTH / len(row) * 0.22) * (1 if n % 2 else -1)
            found[key] = (WIDTH * (i + 0.5) / len(row) + shift, 14.0 + n * ROW, wide)
    return found, len(by_level)


def arrows(declared: type[Procedure]) -> dict[tuple[str, str], list[tuple[int, Step]]]:
    """The numbered steps from one state to another."""
    found: dict[tuple[str, str], list[tuple[int, Step]]] = {}
    counted = numbers(declared)
    for key, step in declared.steps.items():
        if step.to in (SAME, PREVIOUS):
            continue
        for origin in origins(step):
            if origin.key != step.to.key:
                found.setdefault((origin.key, step.to.key), []).append((counted[key], step))
    return found


def diagram(declared: type[Procedure]) -> SafeString:
    """The drawing; dashed red arrows are steps the law itself takes. Steps open in every state are named in the table only."""
    spots, rows = places(declared)
    height = rows * ROW - (ROW - HIGH) + 34
    parts = [
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path class="tipmark" d="M0 0L8 4L0 8Z"/></marker></defs>'
    ]
    labels: list[str] = []
    taken: list[tuple[float, float]] = []
    for (a, b), steps in arrows(declared).items():
        path, x, y = curve(spots[a], spots[b])
        while any(abs(x - tx) < 22 and abs(y - ty) < 13 for tx, ty in taken):
            y += 13
        taken.append((x, y))
        law = " law" if all(s.automatic for _, s in steps) else ""
        names = "、".join(f"{n} {s.label}" for n, s in steps)
        parts.append(f'<path class="edge{law}" d="{path}" marker-end="url(#tip)"><title>{escape(names)}</title></path>')
        labels.append(tag(x, y, [n for n, _ in steps]))
    for key, (x, y, wide) in spots.items():
        state = declared.states[key]
        final = " final" if state.final else ""
        parts.append(
            f'<rect class="node{final}" x="{x - wide / 2:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{HIGH}" rx="3"/>'
        )
        parts.append(f'<text class="state" x="{x:.0f}" y="{y + 22:.0f}" text-anchor="middle">{escape(state.label)}</text>')
    body = "".join([*parts, *labels])
    box = f'viewBox="-60 0 {WIDTH + 120} {height}" role="img" aria-label="{escape(declared.label)}状态图"'
    return mark_safe(f'<svg class="chart diagram" {box}>{body}</svg>')  # noqa: S308 - every label was escaped above


def tag(x: float, y: float, steps: Iterable[int]) -> str:
    words = ",".join(map(str, steps))
    wide = 7 * len(words) + 6
    return (
        f'<rect class="tag" x="{x - wide / 2:.0f}" y="{y - 9:.0f}" width="{wide}" height="13"/>'
        f'<text class="tiny" x="{x:.0f}" y="{y + 2:.0f}" text-anchor="middle">{words}</text>'
    )


def curve(a: tuple[float, float, float], b: tuple[float, float, float]) -> tuple[str, float, float]:
    """The path from a state to another, and the place of its label."""
    (ax, ay, aw), (bx, by, bw) = a, b
    if by > ay:
        lean = max(-aw / 3, min(aw / 3, (bx - ax) / 6))
        sx, sy, ex, ey = ax + lean, ay + HIGH, bx - max(-bw / 3, min(bw / 3, (bx - ax) / 6)), by
        far = (by - ay) / ROW - 1
        bow = min(150.0, 55.0 * far) * (1 if (ax + bx) / 2 >= WIDTH / 2 else -1) if far > 0 else 0.0
        c1, c2 = (sx + bow, sy + 34 + 16 * far), (ex + bow, ey - 34 - 16 * far)
        path = f"M{sx:.0f} {sy:.0f}C{c1[0]:.0f} {c1[1]:.0f} {c2[0]:.0f} {c2[1]:.0f} {ex:.0f} {ey:.0f}"
        return path, bezier(sx, c1[0], c2[0], ex), bezier(sy, c1[1], c2[1], ey)
    if by == ay:
        side = 1 if bx > ax else -1
        sx, ex, y = ax + side * aw / 2, bx - side * bw / 2, ay + HIGH / 2
        lift = -26 if side > 0 else 26
        return f"M{sx:.0f} {y:.0f}Q{(sx + ex) / 2:.0f} {y + lift:.0f} {ex:.0f} {y:.0f}", (sx + ex) / 2, y + lift / 2
    side = 1 if ax >= WIDTH / 2 else -1
    sx, ex = ax + side * aw / 2, bx + side * bw / 2
    out = max(sx, ex) + 46 if side > 0 else min(sx, ex) - 46
    sy, ey = ay + HIGH / 2, by + HIGH / 2
    path = f"M{sx:.0f} {sy:.0f}C{out:.0f} {sy:.0f} {out:.0f} {ey:.0f} {ex:.0f} {ey:.0f}"
    return path, (sx + ex) / 8 + out * 0.75, (sy + ey) / 2


def bezier(a: float, b: float, c: float, d: float, t: float = 0.35) -> float:
    """A coordinate of the curve at t; the label stands nearer to where the arrow begins."""
    return a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t * t * (1 - t) + d * t**3
