"""The planner's figures: the bound, beside greedy and one big CP-SAT model; tightness, growth, size, what-if.

Run: .venv/bin/python bench/planner.py [--quick]
"""

import hashlib
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parent))

from planner_parts.baselines import greedy

from fazhi.engines.planner import Index, Move, check, parse, solve, what_if
from fazhi.engines.planner.generate import Kind, generate

QUICK = "--quick" in sys.argv
MONOLITH_SECONDS = 30.0


def peak_mb() -> float:
    """Highest memory of this process so far."""
    line = next(row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def planned(raw: dict, **options) -> tuple[dict, float]:
    """The plan and its wall time from JSON text to plan; a plan the checker refuses stops the benchmark."""
    text = json.dumps(raw)
    start = perf_counter()
    plan = solve(text, **options)
    seconds = perf_counter() - start
    if faults := check(raw, plan, hashlib.sha256(text.encode()).hexdigest()):
        raise SystemExit(f"the checker refuses the plan: {faults[0]}")
    return plan, seconds


def row(name: str, plan: dict, seconds: float) -> None:
    t = plan["totals"]
    capacity = sum(r["cause"] == "capacity" for r in plan["unvisited"])
    optimal = "yes" if plan["proof"]["optimal"] else "no"
    print(
        f"  {name:<34} {t['visited']:>7} {t['visits']:>7} {t['lower_bound']:>7} {t['gap']:>8.3%} {capacity:>6}"
        f" {t['travel']:>9.0f} {optimal:>6} {seconds:>7.1f} s"
    )


def exactly(raw: dict, demands: int) -> dict:
    """The instance with so many of its demands, the first ones firm by firm kept evenly."""
    rows = raw["demands"]
    kept = [rows[n * len(rows) // demands] for n in range(demands)]
    names = {d["id"] for d in kept}
    return {**raw, "demands": kept, "conflicts": [c for c in raw["conflicts"] if names.issuperset(c)]}


def side_by_side(firms: int) -> None:
    raw = generate(Kind(firms=firms), seed=11)
    plan, seconds = planned(raw)
    row(f"{firms} firms, planner", plan, seconds)
    plan, seconds = planned(raw, pure=True)
    row(f"{firms} firms, pure Python", plan, seconds)
    t = plan["totals"]
    print(f"  {firms} firms, pure Python against the bound: {t['visits'] / t['lower_bound'] - 1:+.3%}")
    start = perf_counter()
    visits, missed = greedy(parse(raw))
    bound = plan["totals"]["lower_bound"]
    print(f"  {firms} firms, greedy: {visits} visits ({visits / bound - 1:+.2%}), {missed} not served,"
          f" {perf_counter() - start:.1f} s")  # fmt: skip
    given = max(MONOLITH_SECONDS, seconds)
    command = [sys.executable, str(Path(__file__).parent / "planner_parts" / "baselines.py"), str(given)]
    answer = subprocess.run(command, input=json.dumps(raw), capture_output=True, text=True, check=True).stdout
    visits, missed, proved = json.loads(answer)
    said = "no plan" if visits is None else f"{visits} visits ({visits / bound - 1:+.2%}), {missed} not served"
    print(f"  {firms} firms, one CP-SAT model given {given:.0f} s: {said}, own bound {proved:.0f}")


def main() -> None:
    print(f"  {'':<34} {'visited':>7} {'visits':>7} {'bound':>7} {'gap':>8} {'unmet':>6} {'km':>9} {'proved':>6}")
    for firms in (1000,) if QUICK else (1000, 5000):
        side_by_side(firms)
    print("where capacity makes the bound impossible (utilisation of the busiest bodies near or above 1)")
    for slots, firms in ((3, 850), (3, 900), (3, 1000)):
        plan, seconds = planned(generate(Kind(firms=firms, slots=slots, teams=3, whitelisted=0.03), seed=3))
        row(f"{firms} firms, {slots} slots, 3 teams", plan, seconds)
    print("growth, pure Python, processor time (same tightness; five instances each up to 1,500 firms, median)")
    per_demand = {}
    for firms in (500, 1500, 5000) if QUICK else (500, 1500, 5000, 17000):
        times = []
        for seed in range(5 if firms < 5000 else 1):
            raw = generate(Kind(firms=firms), seed=seed)
            text, start = json.dumps(raw), process_time()
            plan = solve(text, pure=True)
            times.append((process_time() - start) / len(raw["demands"]))
        per_demand[firms] = median(times)
        gap, mean = plan["totals"]["gap"], per_demand[firms] * 1e6
        print(f"  {len(raw['demands']):>6} demands: {mean:6.0f} µs a demand, gap {gap:.3%}")
    first = per_demand[min(per_demand)]
    print(f"  growth against linear: {', '.join(f'{firms} firms ×{v / first:.2f}' for firms, v in per_demand.items())}")
    raw = exactly(generate(Kind(firms=5000 if QUICK else 20000), seed=5), 12_500 if QUICK else 50_000)
    spent = process_time()
    plan, seconds = planned(raw)
    print(f"  processor time of the next row, without the worker and with the checker: {process_time() - spent:.1f} s")
    row(f"{len(raw['firms'])} firms, {len(raw['demands'])} demands", plan, seconds)
    print(f"  peak memory so far {peak_mb():.0f} MB")
    drag()


def drag() -> None:
    raw = generate(Kind(firms=5000), seed=11)
    instance = parse(raw)
    plan, _ = planned(raw, pure=True)
    start = perf_counter()
    index = Index(instance, plan)
    built = perf_counter() - start
    times = []
    for visit in plan["visits"][:500]:
        start = perf_counter()
        what_if(index, Move(visit["firm"], date(2025, 5, 15), tuple(visit["demands"])))
        times.append(perf_counter() - start)
    typical, worst = median(times) * 1e3, max(times) * 1e3
    print(f"what-if on 5,000 firms: index {built * 1e3:.0f} ms, one move {typical:.3f} ms (worst {worst:.2f})")


if __name__ == "__main__":
    main()
