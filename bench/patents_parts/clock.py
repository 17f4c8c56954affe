"""Clock and processor time of one piece of work: on a shared machine the wall clock tells about the neighbours."""

import statistics
import time
from collections.abc import Callable
from typing import Any

CPU: list[float] = []  # of the measurements since it was last emptied


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun, used = time.perf_counter(), time.process_time()
    found = work()
    CPU.append(time.process_time() - used)
    return time.perf_counter() - begun, found


def spread(seconds: list[float]) -> tuple[float, ...]:
    """Median, 95th percentile and worst by the clock, median and 95th percentile of processor time; milliseconds."""
    ms = sorted(1000 * s for s in seconds)
    cpu = sorted(1000 * c for c in CPU)
    CPU.clear()
    at = min(len(ms) - 1, int(len(ms) * 0.95))
    return statistics.median(ms), ms[at], ms[-1], statistics.median(cpu), cpu[at]


def three(values: tuple[float, ...]) -> str:
    """p50 / p95 / worst by the clock, and p50 / p95 of processor time in brackets."""
    said = [f"{v:.0f}" if v >= 10 else f"{v:.1f}" for v in values]
    return " / ".join(said[:3]) + f" [{said[3]} / {said[4]}]"
