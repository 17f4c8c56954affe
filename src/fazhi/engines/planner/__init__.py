"""Merges planned inspections into the provably fewest visits (综合查一次): plain data in, a plan with its proof out."""

from fazhi.engines.planner.check import check
from fazhi.engines.planner.instance import Instance, InstanceError, parse
from fazhi.engines.planner.solve import solve
from fazhi.engines.planner.stats import before_after
from fazhi.engines.planner.whatif import Index, Move, Violation, what_if

__all__ = [
    "Index",
    "Instance",
    "InstanceError",
    "Move",
    "Violation",
    "before_after",
    "check",
    "parse",
    "solve",
    "what_if",
]
