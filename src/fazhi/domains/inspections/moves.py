"""A visit moved by hand in the planner's room, and the last move taken back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from fazhi.domains.inspections import engine, room
from fazhi.domains.inspections.models import Trial
from fazhi.kernel.models import Case
from fazhi.kernel.perform import perform

KEPT, UNDONE = 100, "撤销上一次改期"


def make_move(user: Any, found: room.Room, firm: str, source: str, day: date, demands: tuple[str, ...]) -> None:
    """In a trial the plan is changed, and what it was is kept for undoing; a published visit is moved by a step of the ledger."""
    if found.trial:
        with transaction.atomic():
            trial = Trial.objects.select_for_update().get(pk=found.trial.pk)
            before = [v for v in trial.plan["visits"] if v["firm"] == firm]
            trial.plan = room.moved(found, firm, source, day, demands)
            trial.history = [*trial.history, {"firm": firm, "visits": before}][-KEPT:]
            trial.save(update_fields=["plan", "history"])
        return
    rows = [i for i in engine.current_visits(found.schedule) if i.said["firm"] == firm and i.said["date"] == source]
    if not rows:
        raise ValueError("这次入企已经变动，请刷新后再改。")
    perform(found.schedule.case, "move", user, timezone.localdate(), item_n=rows[0].n, date=day, was=date.fromisoformat(source),
            reason="排程室调整")  # fmt: skip


def last_move(case: Case) -> Any:
    """The last move of a published schedule that can be taken back."""
    last = case.ledger.filter(step="move").order_by("-seq").first()
    return last if last and last.said["words"].get("was") and last.said["words"]["reason"] != UNDONE else None


def undoable(found: room.Room) -> bool:
    return bool(found.trial.history) if found.trial else last_move(found.schedule.case) is not None


def take_back(user: Any, found: room.Room | None) -> str:
    if found is not None and found.trial:
        with transaction.atomic():
            trial = Trial.objects.select_for_update().get(pk=found.trial.pk)
            if not trial.history:
                raise ValueError("没有可以撤销的改动。")
            last = trial.history.pop()
            others = [v for v in trial.plan["visits"] if v["firm"] != last["firm"]]
            trial.plan = room.counted(found, [*others, *last["visits"]])
            trial.save(update_fields=["plan", "history"])
        return f"已撤销对{found.names[last['firm']]}的改动。"
    case = found.schedule.case if found else None
    last = last_move(case) if case else None
    if case is None or last is None:
        raise ValueError("没有可以撤销的改动。")
    words = last.said["words"]
    perform(case, "move", user, timezone.localdate(), item_n=last.said["alters"]["n"], date=date.fromisoformat(words["was"]),
            was=date.fromisoformat(words["date"]), reason=UNDONE)  # fmt: skip
    return f"已撤销上一次改期，回到{words['was']}。"
