"""The long jobs of inspections: solving a schedule, and opening the cases of a published one."""

from fazhi.domains.inspections.opening import open_all
from fazhi.domains.inspections.trials import run

JOBS = {"inspections.plan": run, "inspections.open": open_all}
