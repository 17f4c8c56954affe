"""Verifies a plan against its instance with its own code: nothing here comes from the solver."""

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

CAUSES = {"white list", "off-site", "cap", "no lawful day", "capacity"}
LARGEST = 14
"""Demands of one firm up to which the claimed bound is recomputed exactly."""
SMALL = 1e-6


def check(instance: dict[str, Any], plan: Any, digest: str = "") -> list[str]:
    """The first violated constraint as a list of one sentence, or an empty list.

    `instance` has passed `instance.parse`; `digest` is the SHA-256 of its file.
    """
    for fault in _Checker(instance, digest).faults(plan):
        return [fault]
    return []


class _Checker:
    def __init__(self, instance: dict[str, Any], digest: str) -> None:
        self.raw, self.digest = instance, digest
        self.demand = {d["id"]: d for d in instance["demands"]}
        self.firm = {f["id"]: f for f in instance["firms"]}
        self.body = {b["id"]: b for b in instance["bodies"]}
        self.town = {t["id"]: t for t in instance["towns"]}
        period = instance["period"]
        closed = set(period.get("closed", ()))
        day, last = date.fromisoformat(period["from"]), date.fromisoformat(period["to"])
        self.open: list[str] = []
        while day <= last:
            if day.isoweekday() <= 5 and day.isoformat() not in closed:
                self.open.append(day.isoformat())
            day += timedelta(days=1)
        self.open_set = set(self.open)
        self.foes: dict[str, set[str]] = defaultdict(set)
        for a, b in instance.get("conflicts", ()):
            self.foes[a].add(b)
            self.foes[b].add(a)
        self.cap = {(c["body"], c["grade"]): c["visits"] for c in instance.get("caps", ())}
        self.done = {(c["body"], c["firm"]): c["visits"] for c in instance.get("done", ())}
        self.max_bodies = instance.get("max_bodies", 4)
        self.max_hours = instance.get("max_hours", 4.0)
        self.gap = instance.get("min_gap_days", 7)
        # what visits that stand anyway take of slots, teams and the firms' days
        self.held_slots: Counter[tuple[str, str]] = Counter()
        self.held_towns: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.held_days: set[tuple[str, str]] = set()
        for row in instance.get("held", ()):
            self.held_slots[row["body"], row["date"]] += row["slots"]
            self.held_towns[row["body"], row["date"]].add(self.firm[row["firm"]]["town"])
            self.held_days.add((row["firm"], row["date"]))
        # what the plan uses, filled while walking it
        self.used: Counter[tuple[str, str]] = Counter()
        self.towns_of: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.counted: Counter[tuple[str, str]] = Counter()
        self.by_firm: dict[str, dict[str, list[str]]] = defaultdict(dict)

    def faults(self, plan: Any) -> Iterator[str]:
        yield from self.shape(plan)
        yield from self.coverage(plan)
        for n, visit in enumerate(plan["visits"]):
            yield from self.one_visit(f"visits[{n}]（{visit['firm']}，{visit['date']}）", visit)
        yield from self.capacity()
        yield from self.caps()
        for row in plan["unvisited"]:
            yield from self.left_out(row["demand"], row["cause"])
        yield from self.totals(plan)
        yield from self.proof(plan)

    def shape(self, plan: Any) -> Iterator[str]:
        if not isinstance(plan, dict):
            yield "计划应是一个对象，含 visits 和 unvisited"
            return
        for key in ("visits", "unvisited"):
            if not isinstance(plan.get(key), list):
                yield f"计划缺少 {key} 列表"
                return
        for n, visit in enumerate(plan["visits"]):
            ok = isinstance(visit, dict) and all(isinstance(visit.get(k), str) for k in ("firm", "date", "lead"))
            if not ok or not isinstance(visit.get("demands"), list) or not visit["demands"]:
                yield f"visits[{n}]：应有 firm、date、lead 和不空的 demands"
                return
        for n, row in enumerate(plan["unvisited"]):
            if not isinstance(row, dict) or not isinstance(row.get("demand"), str) or row.get("cause") not in CAUSES:
                yield f"unvisited[{n}]：应有 demand 和原因（{'、'.join(sorted(CAUSES))}）"
                return

    def coverage(self, plan: dict[str, Any]) -> Iterator[str]:
        """(1): every demand exactly once, visited or left out."""
        places: Counter[str] = Counter()
        for n, visit in enumerate(plan["visits"]):
            for name in visit["demands"]:
                if not isinstance(name, str) or name not in self.demand:
                    yield f"约束（1）：visits[{n}] 中的任务 {name} 不在计划数据里"
                    return
                places[name] += 1
        for n, row in enumerate(plan["unvisited"]):
            if row["demand"] not in self.demand:
                yield f"约束（1）：unvisited[{n}] 中的任务 {row['demand']} 不在计划数据里"
                return
            places[row["demand"]] += 1
        for name in self.demand:
            if places[name] != 1:
                yield f"约束（1）：任务 {name} 应恰好安排一次，计划中有 {places[name]} 处"
                return

    def one_visit(self, where: str, visit: dict[str, Any]) -> Iterator[str]:
        firm, day, names = visit["firm"], visit["date"], visit["demands"]
        if firm not in self.firm:
            yield f"{where}：没有编号为 {firm} 的企业"
            return
        rows = [self.demand[name] for name in names]
        if day not in self.open_set:
            yield f"约束（1）：{where} 不在计划期的工作日内"
        if (firm, day) in self.held_days:
            yield f"约束（2）：{where} 当天该企业已有一次入企"
        if day in self.by_firm[firm]:
            yield f"约束（2）：{where} 同一企业一天内安排了两次入企"
        self.by_firm[firm][day] = names
        for row in rows:
            if row["firm"] != firm:
                yield f"约束（2）：{where} 的任务 {row['id']} 属于企业 {row['firm']}"
            if not row["window"][0] <= day <= row["window"][1]:
                yield f"约束（1）：{where} 的任务 {row['id']} 应在 {row['window'][0]} 至 {row['window'][1]} 之间"
            if reason := self.barred(row):
                yield f"约束（8）：{where} 的任务 {row['id']} 不得入企（{reason}）"
        yield from self.together(where, rows)
        bodies = {row["body"] for row in rows}
        if visit["lead"] not in bodies:
            yield f"约束（10）：{where} 的牵头单位 {visit['lead']} 没有参加这次检查"
        for row in rows:
            self.used[row["body"], day] += row.get("slots", 1)
            self.towns_of[row["body"], day].add(self.firm[firm]["town"])
        for body in {row["body"] for row in rows if row.get("counts", True)}:
            self.counted[body, firm] += 1

    def together(self, where: str, rows: list[dict[str, Any]]) -> Iterator[str]:
        """(3) pairs and (4) size of one visit."""
        names = {row["id"] for row in rows}
        for row in rows:
            if row.get("solo", False) and len(rows) > 1:
                yield f"约束（3）：{where} 的任务 {row['id']} 须单独检查"
            if clash := names & self.foes.get(row["id"], set()):
                yield f"约束（3）：{where} 的任务 {row['id']} 与 {min(clash)} 不能合并"
        if len({row["body"] for row in rows}) > self.max_bodies:
            yield f"约束（4）：{where} 超过每次 {self.max_bodies} 个检查主体"
        if sum(row["hours"] for row in rows) > self.max_hours + SMALL:
            yield f"约束（4）：{where} 超过每次 {self.max_hours} 小时"

    def barred(self, row: dict[str, Any]) -> str:
        if self.firm[row["firm"]].get("whitelisted", False):
            trigger = row.get("trigger", "普通")
            if trigger != "应查" and not (trigger == "限查" and row.get("approved", False)):
                return "white list"
        return "off-site" if row.get("offsite", False) else ""

    def capacity(self) -> Iterator[str]:
        for (body, day), slots in self.used.items():
            limit = self.body[body]["slots_per_day"] - self.held_slots[body, day]
            if slots > max(0, limit):
                yield f"约束（5）：{body} 在 {day} 用了 {slots} 个档位，只有 {max(0, limit)} 个"
        for (body, day), towns in self.towns_of.items():
            held = self.held_towns.get((body, day), set())
            if towns - held and len(towns | held) > self.body[body]["teams"]:
                yield f"约束（6）：{body} 在 {day} 要去 {len(towns | held)} 个镇街，只有 {self.body[body]['teams']} 个组"

    def allowance(self, body: str, firm: str) -> float:
        cap = self.cap.get((body, self.firm[firm].get("grade", "")))
        return float("inf") if cap is None else max(0, cap - self.done.get((body, firm), 0))

    def caps(self) -> Iterator[str]:
        for (body, firm), visits in self.counted.items():
            if visits > self.allowance(body, firm):
                left = self.allowance(body, firm)
                yield f"约束（7）：{body} 对 {firm} 计入频次的入企 {visits} 次，超过余额 {left} 次"

    def left_out(self, name: str, cause: str) -> Iterator[str]:
        """Left out only for its true cause: white list and off-site by the data, the rest because no day would do."""
        row = self.demand[name]
        white = self.firm[row["firm"]].get("whitelisted", False) and self.barred({**row, "offsite": False})
        if cause == "white list" and not white:
            yield f"约束（8）：任务 {name} 不受白名单限制，不能以此为由不安排"
        if cause == "off-site" and not row.get("offsite", False):
            yield f"约束（1）：任务 {name} 不是非现场任务，不能以此为由不安排"
        if cause in ("white list", "off-site") or white or row.get("offsite", False):
            return
        left = self.allowance(row["body"], row["firm"])
        if cause == "cap" and (not row.get("counts", True) or self.counted[row["body"], row["firm"]] < left):
            yield f"约束（7）：{row['body']} 对 {row['firm']} 尚有频次余额，任务 {name} 不能以此为由不安排"
        first, last = self.window(row)
        for day in self.open[first : last + 1]:
            if self.could_join(row, day):
                yield f"约束（1）：任务 {name} 可以安排在 {day}，计划却没有安排"
                return

    def could_join(self, row: dict[str, Any], day: str) -> bool:
        firm, body = row["firm"], row["body"]
        mates = [self.demand[m] for m in self.by_firm[firm].get(day, ())]
        if any(True for _ in self.together("", [*mates, row])):
            return False
        if (firm, day) in self.held_days:
            return False
        taken = self.used[body, day] + self.held_slots[body, day]
        if row.get("slots", 1) and taken + row.get("slots", 1) > self.body[body]["slots_per_day"]:
            return False
        towns, town = self.towns_of.get((body, day), set()) | self.held_towns.get((body, day), set()), self.firm[firm]["town"]
        if len(towns | {town}) > max(len(towns), self.body[body]["teams"]) or not self.body[body]["teams"]:
            return False
        counted = any(m["body"] == body and m.get("counts", True) for m in mates)
        extra = 1 if row.get("counts", True) and not counted else 0
        return extra == 0 or self.counted[body, firm] + 1 <= self.allowance(body, firm)

    def totals(self, plan: dict[str, Any]) -> Iterator[str]:
        said = plan.get("totals")
        if said is None:
            return
        if not isinstance(said, dict):
            yield "totals：应是一个对象"
            return
        visits, served = len(plan["visits"]), sum(len(v["demands"]) for v in plan["visits"])
        bound, exact = self.bound()
        if exact:
            low = bound
        else:
            low = said.get("lower_bound", bound)
            if not isinstance(low, int) or not bound <= low <= visits:
                yield f"totals.lower_bound：写的是 {low}，至少应是 {bound}，至多 {visits}"
        true: dict[str, list[float]] = {
            "visits": [visits],
            "demands": [len(self.demand), served],
            "visited": [served],
            "lower_bound": [low],
            "gap": [(visits - low) / low if low else 0.0],
            "reduction": [1 - visits / served if served else 0.0],
            "travel": [self.travel()],
            "gap_days_missed": [self.missed()],
        }
        for key, values in true.items():
            value = said.get(key, values[0])
            number = isinstance(value, int | float) and not isinstance(value, bool)
            near = 0.01 if key == "travel" else 1e-4 if key in ("gap", "reduction") else 0
            if not number or not any(abs(value - v) <= near for v in values):
                yield f"totals.{key}：写的是 {value}，重算是 {round(values[-1], 6)}"

    def travel(self) -> float:
        total = 0.0
        for (body, _), towns in self.towns_of.items():
            base = self.town[self.body[body]["base"]]
            for name in towns:
                town = self.town[name]
                total += ((base["x"] - town["x"]) ** 2 + (base["y"] - town["y"]) ** 2) ** 0.5
        return total

    def missed(self) -> int:
        count = 0
        for by_day in self.by_firm.values():
            dates = sorted(date.fromisoformat(day) for day in by_day)
            count += sum((b - a).days < self.gap for a, b in pairwise(dates))
        return count

    def bound(self) -> tuple[int, bool]:
        """LB* over the visited demands by breadth-first covering; not exact when a firm has too many demands."""
        total, exact = 0, True
        for by_day in self.by_firm.values():
            names = [name for names in by_day.values() for name in names]
            if len(names) > LARGEST:
                exact = False
                total += -(-len({self.demand[n]["body"] for n in names}) // self.max_bodies)
            elif len(names) == 1:
                total += 1
            else:
                total += self.fewest([self.demand[name] for name in names])
        return total, exact

    def fewest(self, rows: list[dict[str, Any]]) -> int:
        """Least number of visits for one firm: which sets of demands can k visits serve, for k = 1, 2, …"""
        lawful = self.lawful_sets(rows)
        everything = (1 << len(rows)) - 1
        reached, count = {0}, 0
        while everything not in reached:
            count += 1
            following: set[int] = set()
            for done in reached:
                first = ~done & (done + 1)
                following.update(done | part for part in lawful if part & first)
            reached = following
        return count

    def lawful_sets(self, rows: list[dict[str, Any]]) -> list[int]:
        """The largest sets of demands one visit may serve, as bits: each grown until nothing more may join."""
        windows = [self.window(row) for row in rows]
        found: list[int] = []
        level = {1 << k: window for k, window in enumerate(windows)}
        while level:
            grown: dict[int, tuple[int, int]] = {}
            for mask, (first, last) in level.items():
                larger = False
                for k, (opens, closes) in enumerate(windows):
                    if mask >> k & 1 or max(first, opens) > min(last, closes):
                        continue
                    joined = [row for m, row in enumerate(rows) if (mask | 1 << k) >> m & 1]
                    if next(self.together("", joined), None) is None:
                        grown[mask | 1 << k] = max(first, opens), min(last, closes)
                        larger = True
                if not larger:
                    found.append(mask)
            level = grown
        return found

    def window(self, row: dict[str, Any]) -> tuple[int, int]:
        """First and last open day of the window, by number; the open days between are all in it."""
        return bisect_left(self.open, row["window"][0]), bisect_right(self.open, row["window"][1]) - 1

    def proof(self, plan: dict[str, Any]) -> Iterator[str]:
        proof = plan.get("proof")
        if not isinstance(proof, dict):
            return
        said = proof.get("instance")
        canonical = json.dumps(self.raw, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        known = {self.digest, hashlib.sha256(canonical.encode()).hexdigest()}
        if isinstance(said, str) and said not in known:
            yield "proof.instance：计划是为另一份数据编的（SHA-256 不符）"
