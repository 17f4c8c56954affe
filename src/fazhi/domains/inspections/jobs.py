"""The long jobs of inspections: solving a schedule."""

from fazhi.domains.inspections.trials import run

JOBS = {"inspections.plan": run}
