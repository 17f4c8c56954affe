"""Scenario files: short stories a lawyer can write and read, played through the one door.

    审查期满未作决定的，视为受理
      程序 reconsideration
      2024-05-23  承办人  收到申请  复议事项=行政处罚
      2024-05-31  （期满）
      → 审理；受理日 2024-05-30；审理期限至 2024-07-29

A title stands at the margin; indented below it: settings (程序, which may change within a story; 办件 案号, to go back to an earlier
case; 当事人, 演示), steps (day, seat, step, facts), refusals (a step that must be
refused: `拒绝` before it, and after `：` words the refusal must say), expiries （期满）, deliveries (送达 文书 给 席位), amendments
(更正 步骤 …, 更正 送达 文书 …), files beside the story (文件=drafts/稿.txt) and expectations (→). `子案 ` before the seat speaks of the child case opened last. A seat followed by 乙 is a second
person; `外机关` before a seat is somebody of another organ.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from fazhi.kernel import amend as amending
from fazhi.kernel.declare import Procedure, Seat
from fazhi.kernel.expecting import DAY, Failed, check
from fazhi.kernel.facts import asked
from fazhi.kernel.models import Case, Event, Party
from fazhi.kernel.perform import deliver, new_case, perform
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.registry import procedures
from fazhi.kernel.rights import THE_LAW
from fazhi.kernel.tick import tick
from fazhi.kernel.world import CHINA, World

METHODS = {
    "直接": "direct",
    "电子": "electronic",
    "邮寄": "post",
    "留置": "left",
    "委托": "entrusted",
    "公告": "public",
}


@dataclass
class Scenario:
    """One story: its title and its numbered lines."""

    title: str
    place: str
    lines: list[tuple[int, str]] = field(default_factory=list)
    home: Path = Path()  # where files that are handed in (文件=) lie


def read(path: Path) -> list[Scenario]:
    """The scenarios of a file. Lines before the first title set what all of them share; # begins a remark."""
    shared: list[tuple[int, str]] = []
    found: list[Scenario] = []
    for n, raw in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        text = re.sub(r"(^|\s)#.*$", "", raw).rstrip()
        if not text:
            continue
        if text[0] not in " \t　":
            if re.match(r"(程序|当事人|演示|机关) ", text):
                shared.append((n, text))
            else:
                found.append(Scenario(text, f"{path.name}:{n}", list(shared), path.parent))
        elif found:
            found[-1].lines.append((n, text.strip()))
    return found


def pairs_of(words: list[str]) -> dict[str, str]:
    """`name=value` words as a dictionary; Failed where one has no =."""
    for word in words:
        if "=" not in word:
            raise Failed(f"“{word}”应写成 名称=值")
    return {k: v for k, _, v in (w.partition("=") for w in words)}


class Player:
    """Plays one scenario. `demo=True` writes with simulated moments, as the demonstration year does."""

    def __init__(self, scenario: Scenario, world: World | None = None, demo: bool = True):
        self.scenario, self.world, self.demo = scenario, world or World.make(), demo
        self.key = ""
        self.parties: dict[str, str] = {}
        self.case: Any = None
        self.organ = self.world.organ

    def play(self) -> Case | None:
        for n, line in self.scenario.lines:
            try:
                self._line(line)
            except Failed as failed:
                raise Failed(f"{self.scenario.place}（{self.scenario.title}）第{n}行：{line}\n  {failed}") from None
            except Exception as error:
                raise Failed(
                    f"{self.scenario.place}（{self.scenario.title}）第{n}行：{line}\n  {type(error).__name__}：{error}"
                ) from error
        return self.case

    def _line(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == "程序":
            self.key, self.case = rest.strip(), None
        elif word == "办件":
            self.case = Case.objects.select_related("organ").get(number=rest.strip())
        elif word == "机关":
            self.organ = self.world.organ_named(rest.strip())
        elif word == "当事人":
            self.parties.update(pairs_of(rest.split()))
        elif word == "演示":
            self.demo = rest.strip() != "否"
        elif line.startswith("→"):
            for expected in re.split(r"[；;]", line[1:].strip().rstrip("。")):
                self._expect(expected.strip())
        elif word in ("拒绝", "✗"):
            said, _, why = rest.rpartition("：")
            self._refused(said.strip() or rest.strip(), why.strip() if said else "")
        elif re.match(DAY, line):
            self._act(line)
        else:
            raise Failed("看不懂这一行")

    # -------------------------------------------------------- acting

    def _act(self, line: str) -> None:
        day, rest = date.fromisoformat(line[:10]), line[10:].strip()
        if re.match(r"[（(]期满[）)]", rest):
            tick(day, at=self._at(day))
            self._reload()
        elif rest.startswith("送达 "):
            self._deliver(day, rest[3:].split())
        elif rest.startswith("更正 "):
            self._amend(day, rest[3:].split())
        else:
            self._step(day, rest)

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, time(17, 0), CHINA)

    def _step(self, day: date, rest: str) -> None:
        child = rest.startswith("子案 ")
        seat_word, label, *pairs = rest.removeprefix("子案 ").split()
        case = self._child() if child else self.case
        given = pairs_of(pairs)
        late = given.pop("补录", "")
        if case is None or (case.declared.steps.get(label, None) or self._named(case.declared, label)).opening:
            case = self._new(day, label, given)
        declared = case.declared
        step = declared.steps.get(label) or self._named(declared, label)
        extra = self._extras(declared, step, given, case)
        by = self._who(declared, seat_word, case)
        if step.opening:
            extra["parties"] = [*self._openers(declared, seat_word, by), *extra.get("parties", [])]
        at = self._at(day) if self.demo else None
        perform(case, step.key, by, day, late=late, at=at, **extra, **self._facts(declared, step, given))
        if step.opening and not child:
            self.case = case

    def _new(self, day: date, label: str, given: dict) -> Case:
        key = self.key if not given.get("程序") else given.pop("程序")
        fits = [p for p in procedures().values() if p.key == key or p.domain == key]
        if not fits:
            raise Failed(f"没有程序“{key}”")
        return new_case(key, self.organ, day, given.pop("标题", "") or self.scenario.title, demo=self.demo)

    def _named(self, declared: type[Procedure], label: str) -> Any:
        for step in declared.steps.values():
            if step.label == label:
                return step
        raise Failed(f"{declared.key} 没有步骤“{label}”；有：{'、'.join(s.label for s in declared.steps.values())}")

    def _extras(self, declared: type[Procedure], step: Any, given: dict, case: Case) -> dict:
        extra: dict[str, Any] = {}
        if "承办" in given:
            extra["handler"] = self._who(declared, given.pop("承办"), case)
        if "序号" in given:
            extra["item_n"] = int(given.pop("序号"))
        if "文件" in given:
            path = self.scenario.home / given.pop("文件")
            extra["files"] = [(path.name, path.read_bytes())]
        joins = {s.label: s for s in step.joins}
        extra["parties"] = [self._party(joins[k], given.pop(k)) for k in list(given) if k in joins]
        if step.item:
            names = {f.label: f.name for f in step.item.fields} | {f.name: f.name for f in step.item.fields}
            row = {names[k]: given.pop(k) for k in list(given) if k in names}
            extra["item"] = row or None
        return extra

    def _facts(self, declared: type[Procedure], step: Any, given: dict) -> dict:
        questions = asked(declared, step)
        names = {q.label: q for q in questions} | {q.name: q for q in questions}
        facts = {}
        for key, value in given.items():
            if key not in names:
                facts[key] = value
                continue
            question = names[key]
            labels = {str(label): v for v, label in question.choices}
            facts[question.name] = self._value(question, labels.get(value, value))
        return facts

    def _value(self, question: Any, value: Any) -> Any:
        if question.kind == "bool":
            return value in ("是", "true", "1")
        if question.kind == "money" and str(value).endswith("元"):
            return round(float(value[:-1].replace(",", "")) * 100)
        if question.kind == "list":
            return value.split("、")
        return value

    def _who(self, declared: type[Procedure], word: str, case: Case) -> Any:
        foreign = word.startswith("外机关")
        word = word.removeprefix("外机关")
        which = word[-1] if word[-1] in "甲乙丙丁" else "甲"
        label = word[:-1] if word[-1] in "甲乙丙丁" else word
        seats = {s.label: s for s in declared.seats().values()}
        if label not in seats:
            raise Failed(f"没有席位“{label}”；有：{'、'.join(seats)}")
        seat = seats[label]
        if seat.side == "law":
            return THE_LAW
        if seat.side == "party" and case.pk:
            party = Party.objects.filter(case=case, seat=seat.key).order_by("pk").first()
            if party and party.organ and which != "甲":
                return self.world.person(HANDLER_OF_PARTY, which, party.organ)
            if party and not foreign:
                return party.user or (
                    self.world.person(HANDLER_OF_PARTY, which, party.organ) if party.organ else self._join(seat, party)
                )
        return self.world.person(seat, which, self.world.organ_named("示例区另一机关") if foreign else case.organ)

    def _join(self, seat: Seat, party: Party) -> Any:
        user = self.world.person(seat, party.name[:10], self.organ)
        Party.objects.filter(pk=party.pk).update(user=user)
        return user

    def _openers(self, declared: type[Procedure], seat_word: str, by: Any) -> list[dict]:
        """The parties a case begins with: those named under 当事人, else one for each party seat of the procedure's opening."""
        seats = {s.label: s for s in declared.seats().values() if s.side == "party"}
        named = [self._party(seats[k], v) for k, v in self.parties.items() if k in seats]
        for seat in seats.values():
            if seat.label == seat_word and seat.label not in self.parties:
                named.append({"seat": seat, "name": f"{seat.label}甲", "user": by})
        for party in named:
            if party["seat"].label == seat_word:
                party["user"] = by
        return named

    def _party(self, seat: Seat, name: str) -> dict:
        if name.endswith(("局", "政府", "办事处", "委员会", "大队", "分局", "机关")):
            return {"seat": seat, "name": name, "kind": "机关", "organ": self.world.organ_named(name)}
        return {"seat": seat, "name": name, "kind": "法人" if name.endswith(("公司", "厂", "店")) else "公民"}

    def _deliver(self, day: date, words: list[str]) -> None:
        case = self.case
        if words[0] == "子案":
            case, words = self._child(), words[1:]
        kind, to = words[0], next((w for w in words[1:] if w != "给" and w not in METHODS), "")
        method = next((METHODS[w] for w in words if w in METHODS), "direct")
        seats = {s.label: s.key for s in case.declared.seats().values()}
        document = case.documents.filter(kind=kind).order_by("-pk").first()
        if document is None:
            raise Failed(f"本案没有文书“{kind}”；有：{'、'.join(case.documents.values_list('kind', flat=True))}")
        for party in case.parties.filter(seat=seats.get(to, to)):
            deliver(document, party, THE_LAW, day, method=method, at=self._at(day) if self.demo else None)
        self._reload()

    def _amend(self, day: date, words: list[str]) -> None:
        label, *pairs = words
        lines = Event.objects.filter(case=self.case)
        if label == "送达":  # 更正 送达 文种 日期=…
            event = next(e for e in lines.filter(kind="delivery").order_by("-seq") if e.said["of"] == pairs[0])
            step, pairs = self.case.declared.steps[event.step], pairs[1:]
        else:
            step = self._named(self.case.declared, label)
            event = lines.filter(step=step.key, kind__in=("step", "late")).latest("seq")
        given = pairs_of(pairs)
        from fazhi.kernel.declare import HANDLER, HEAD

        void = given.pop("作废", "") == "是"
        on = given.pop("日期", "")
        reason = given.pop("理由", "录入有误")
        by, second = self.world.person(HANDLER, "甲", self.case.organ), self.world.person(HEAD, "甲", self.case.organ)
        if given.pop("复核", "") == "自己":
            second = by
        amending.amend(
            event,
            by,
            second,
            reason,
            on=date.fromisoformat(on) if on else None,
            void=void,
            **self._facts(self.case.declared, step, given),
        )
        self._reload()

    def _child(self) -> Case:
        found = Case.objects.filter(parent=self.case).order_by("-pk").first()
        if found is None:
            raise Failed("本案没有子案")
        return found

    def _reload(self) -> None:
        if self.case:
            self.case = Case.objects.select_related("organ").get(pk=self.case.pk)

    # -------------------------------------------------------- refusing and expecting

    def _refused(self, line: str, why: str) -> None:
        before = self.case.events if self.case else 0
        try:
            self._act(line)
        except (Refusal, ValueError) as refusal:
            if isinstance(refusal, Failed):
                raise
            if why and why not in str(refusal):
                raise Failed(f"拒绝的理由应含“{why}”，实为：{refusal}") from None
            self._reload()
            if self.case and self.case.events != before:
                raise Failed("拒绝之后台账却多了一行") from None
            return
        raise Failed("这一步应被拒绝，却办成了")

    def _expect(self, expected: str) -> None:
        case = self.case
        if expected.startswith("子案 "):
            case, expected = self._child(), expected[3:]
        else:
            self._reload()
            case = self.case
        if case is None:
            raise Failed("还没有办件")
        problem = check(case, expected)
        if problem:
            raise Failed(f"应为“{expected}”，{problem}")


HANDLER_OF_PARTY = Seat("handler", "经办人")


def play_file(path: Path, demo: bool = True) -> Iterator[Case | None]:
    """Play every scenario of a file in its own course."""
    for scenario in read(path):
        yield Player(scenario, demo=demo).play()
