"""Closes what the ejection chains left open: CP-SAT re-plans a neighbourhood of firms at a time, in its own process."""

import importlib.util
import json
import subprocess
import sys
from random import Random
from time import monotonic
from typing import Any, NamedTuple

from fazhi.engines.planner.assign import Assigner, Progress
from fazhi.engines.planner.groups import Group, common_days
from fazhi.engines.planner.roster import Visit, bits

WHOLE = 20_000
"""Choices (group × day) up to which the whole plan is one model, whose answer may be a proof."""
NEIGHBOURHOOD = 2_000
"""Choices in one neighbourhood (twice and three times as many in turn); such small ones are solved to the end."""
ROUNDS_A_SECOND = 3
GROUPS_PER_FIRM = 120
EFFORT = 0.7
"""Deterministic seconds of a neighbourhood."""


class Outcome(NamedTuple):
    dropped: list[int] = []
    rounds: int = 0
    proved: bool = False


class Solver:
    """The worker process; `None` answers once it has died, so that the plan stands without it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "fazhi.engines.planner.cpsat"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def ask(self, problem: dict[str, Any]) -> dict[str, Any] | None:
        assert self.process.stdin and self.process.stdout
        try:
            self.process.stdin.write(json.dumps(problem) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
            return json.loads(answer) if answer else None
        except (BrokenPipeError, json.JSONDecodeError):
            return None

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()


def available() -> bool:
    return importlib.util.find_spec("ortools") is not None


def close(assigner: Assigner, dropped: list[int], seconds: float, seed: int, progress: Progress) -> Outcome:
    """Fewer visits and fewer demands left out, by rounds of CP-SAT; stops when nothing is open or time is up."""
    if not available():
        return Outcome(dropped)
    return _Closer(assigner, dropped, seconds, seed, progress).run()


class _Closer:
    def __init__(self, assigner: Assigner, dropped: list[int], seconds: float, seed: int, progress: Progress) -> None:
        self.assigner, self.roster, self.options = assigner, assigner.roster, assigner.options
        self.dropped, self.seconds, self.seed, self.progress = set(dropped), seconds, seed, progress
        self.random = Random(seed)
        self.columns: dict[int, list[Group]] = {}
        self.complete = True
        """Are the columns all there are? Only then is the whole plan's answer a proof."""

    def run(self) -> Outcome:
        start, solver = monotonic(), Solver()
        everyone = [firm for firm, members in enumerate(self.options.by_firm) if members]
        share = 0.6 if self.size(everyone) <= WHOLE else 1.0
        planned = max(1, int(share * self.seconds * ROUNDS_A_SECOND))
        rounds, proved = 0, False
        try:
            while rounds < planned and monotonic() - start < share * self.seconds and (above := self.open_firms()):
                self.progress("收缺口", rounds, planned)
                size = NEIGHBOURHOOD * (1 + rounds // len(above) % 3)
                rounds += 1
                if self.replan(solver, self.neighbourhood(self.random.choice(above), everyone, size), EFFORT) is None:
                    break
            if share < 1 and self.open_firms():
                proved = bool(self.replan(solver, everyone, 0.2 * self.seconds)) and self.complete
                rounds += 1
        finally:
            solver.stop()
        return Outcome(sorted(self.dropped), rounds, proved)

    def open_firms(self) -> list[int]:
        """Firms with a demand left out, then firms above their fewest visits."""
        demands = self.roster.instance.demands
        short = sorted({demands[n].firm for n in self.dropped})
        above = [f for f, own in enumerate(self.roster.of_firm) if len(own) > self.options.least(f) and f not in short]
        return short + above

    def neighbourhood(self, firm: int, everyone: list[int], most: int) -> list[int]:
        """The firm and others that compete with it for the same bodies in the same days."""
        rules, members = self.roster.rules, self.options.by_firm
        wanted: dict[int, int] = {}
        for n in members[firm]:
            wanted[rules.body[n]] = wanted.get(rules.body[n], 0) | rules.days[n]

        def kinship(other: int) -> float:
            shared = sum(bool(wanted.get(rules.body[n], 0) & rules.days[n]) for n in members[other])
            return -(shared + 2 * (other in open_set)) * (0.5 + self.random.random())

        open_set = set(self.open_firms())
        ranked = sorted((kinship(other), other) for other in everyone if other != firm)
        chosen, size = [firm], self.size([firm])
        for _, other in ranked:
            size += self.size([other])
            if size > most:
                break
            chosen.append(other)
        return chosen

    def size(self, firms: list[int]) -> int:
        rules = self.roster.rules
        return sum(common_days(rules, group).bit_count() for firm in firms for group in self.groups(firm))

    def groups(self, firm: int) -> list[Group]:
        """All groups of the firm that one visit may serve, or as many as are kept."""
        if firm not in self.columns:
            rules, members = self.roster.rules, self.options.by_firm[firm]
            found: list[Group] = [(n,) for n in members]
            for group in found:
                if len(found) > GROUPS_PER_FIRM:
                    self.complete = False
                    break
                found.extend((*group, n) for n in members if n > group[-1] and common_days(rules, (*group, n)))
            now = [tuple(sorted(v.group)) for v in self.roster.of_firm[firm]]
            best = [tuple(sorted(g)) for g in self.options.best[firm].groups]
            self.columns[firm] = list(dict.fromkeys(found + now + best))
        return self.columns[firm]

    def replan(self, solver: Solver, firms: list[int], effort: float) -> bool | None:
        """Free these firms, let CP-SAT plan them anew, keep the better; True when its answer is proved best."""
        before = [(v, self.roster.take(v)) for firm in firms for v in list(self.roster.of_firm[firm])]
        problem, visits = self.problem(firms, before)
        problem |= {"effort": effort, "seconds": self.seconds, "seed": self.seed}
        answer = solver.ask(problem)
        if answer is None or answer["chosen"] is None:
            for visit, day in before:
                self.roster.put(visit, day)
            return None if answer is None else False
        for column, day in answer["chosen"]:
            self.roster.put(visits[column], day)
        served = {n for column, _ in answer["chosen"] for n in visits[column].group}
        freed = {n for firm in firms for n in self.options.by_firm[firm]}
        self.dropped = (self.dropped - freed) | (freed - served)
        return bool(answer["optimal"])

    def problem(self, firms: list[int], before: list[tuple[Visit, int]]) -> tuple[dict[str, Any], list[Visit]]:
        """The neighbourhood as plain data: its columns, and the slots, teams and trips the others leave."""
        roster, rules = self.roster, self.roster.rules
        visits = [roster.visit(group) for firm in firms for group in self.groups(firm)]
        days = [list(bits(roster.open_days(v))) for v in visits]
        counted = [sorted({rules.body[n] for n in v.group if n in rules.allowance}) for v in visits]
        at = {tuple(sorted(v.group)): c for c, v in enumerate(visits)}
        pairs = sorted({(b, t) for v, open_days in zip(visits, days, strict=True) for b, _ in v.needs for t in open_days})
        demands = [n for firm in firms for n in self.options.by_firm[firm]]
        limits = {(roster.instance.demands[n].firm, rules.body[n]): rules.allowance[n] for n in demands if n in rules.allowance}
        towns = range(len(roster.instance.towns))
        problem = {
            "columns": [
                {
                    "firm": v.firm,
                    "group": v.group,
                    "town": v.town,
                    "needs": v.needs,
                    "days": open_days,
                    "counted": bodies,
                }
                for v, open_days, bodies in zip(visits, days, counted, strict=True)
            ],
            "demands": [(n, roster.instance.demands[n].mandatory) for n in demands],
            "slots": [(b, t, max(0, roster.capacity[b] - roster.used[b][t])) for b, t in pairs],
            "teams": [
                (b, t, max(0, roster.teams[b] - roster.trips[b][t]), [z for z in towns if roster.there[b][z] >> t & 1])
                for b, t in pairs
            ],
            "caps": [(firm, body, left) for (firm, body), left in limits.items()],
            "hint": [(at[tuple(sorted(v.group))], day) for v, day in before],
        }
        return problem, visits
