"""Three loads of invented records, plainly so called: they fill the search pages, and no counter of the report."""

from collections.abc import Callable
from datetime import date

from fazhi.domains.patents import library, runs
from fazhi.kernel.declare import CLERK, HEAD
from fazhi.kernel.perform import new_case
from fazhi.kernel.scenario import World

SEED = 2024
LOADS = ((1000, date(2024, 3, 20)), (1700, date(2024, 7, 10)), (2400, date(2024, 11, 20)))


def load(world: World, progress: Callable[[int, int], None] | None = None) -> None:
    try:
        library.ask("state")  # a server of the store runs already
        _load(world, progress)
    except library.Absent:
        with library.opened():
            _load(world, progress)


def _load(world: World, progress: Callable[[int, int], None] | None) -> None:
    office = world.organ_named("示例区市场监督管理局")
    for upto, _ in LOADS:
        if library.ask("state")["synthetic"] < upto:
            library.ask("generate", timeout=120, n=upto, seed=SEED, like="samples")
    made = [r for r in reversed(runs.all_runs()) if r["synthetic"] and not r["held"]]
    for n, (run, (_, on)) in enumerate(zip(made, LOADS, strict=False), 1):
        case = new_case("patent_load", office, on, f"虚构的试验数据{run['mark'].split(' ')[0]}", demo=True)
        said = {"source": "虚构的试验数据", "licence": "程序按固定种子生成，无需许可", **run["facts"]}
        world.act(case, "record", CLERK, on, **said)
        world.act(case, "accept", HEAD, on)
        if progress:
            progress(n, len(LOADS))
