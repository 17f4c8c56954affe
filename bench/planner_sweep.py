"""The planner against an exact model on small nasty instances, and through its checker on middle ones.

Run: .venv/bin/python bench/planner_sweep.py [small] [middle] [first seed]
"""

import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parent))

from planner_parts.exact import exact
from planner_parts.nasty import nasty

from fazhi.engines.planner import check, solve


def reached(raw: dict, plan: dict) -> tuple[int, int, int]:
    served = {n for v in plan["visits"] for n in v["demands"]}
    return sum(d["mandatory"] for d in raw["demands"] if d["id"] in served), len(served), len(plan["visits"])


def main(small: int = 300, middle: int = 20, start: int = 0) -> int:
    worse = {"full": 0, "pure": 0}
    wrong = undecided = 0
    for seed in range(start, start + small):
        raw = nasty(seed)
        best = exact(raw)
        if best is None:
            undecided += 1
            continue
        for name, pure in (("pure", True), ("full", False)):
            plan = solve(raw, seed=1, seconds=3.0, pure=pure)
            faults = check(raw, plan)
            got = reached(raw, plan)
            if got != best:
                worse[name] += 1
                print(
                    f"  seed {seed} {name}: mandatory, served, visits {got}, best {best}, said optimal {plan['proof']['optimal']}"
                )
            if faults or (plan["proof"]["optimal"] and got != best):
                wrong += 1
                print(f"  seed {seed} {name}: WRONG {faults or 'claims the optimum'}")
    print(f"small: {small} instances, exact on {small - undecided}; full worse on {worse['full']}, pure worse on {worse['pure']},"
          f" plans refused or false claims {wrong}")  # fmt: skip
    for seed in range(start, start + middle):
        raw = nasty(10_000 + seed, firms=150 + 10 * seed)
        began = process_time()
        plan = solve(raw, seed=1, seconds=3.0)
        faults = check(raw, plan)
        wrong += bool(faults)
        if faults:
            print(f"  middle seed {seed}: {faults[0]}, {process_time() - began:.1f} s")
    print(f"middle: {middle} instances through the checker; wrong {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
