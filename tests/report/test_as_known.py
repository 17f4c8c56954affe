"""Last year's question gets last year's answer: on the demonstration store, lines of every ledger are amended today, and no figure
of any domain, read as known by the earlier day, changes its value or its lines.
"""

from datetime import date, timedelta

from fazhi.kernel.amend import amend
from fazhi.kernel.declare import CLERK, HEAD
from fazhi.kernel.figures import Period, remembered
from fazhi.kernel.models import Event
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.registry import figures
from fazhi.kernel.scenario import World
from fazhi.report.answers import end_of

CUTOFF = end_of(date(2025, 3, 31))


def told(period):
    """Every figure: value, note, digest of its lines."""
    with remembered():
        return {id: (v.value, v.note, v.digest) for id, f in figures().items() for v in [f.of(period)]}


def samples():
    """One line of 2024 for each step of each ledger, in which a step was taken."""
    taken = Event.objects.filter(kind="step", on__year=2024, at__lte=CUTOFF).order_by("-pk")
    newest = {(domain, step): pk for domain, step, pk in taken.values_list("domain", "step", "pk")}
    return Event.objects.filter(pk__in=newest.values()).select_related("case__organ").order_by("pk")


def turned_over(event):
    """Another value for every choice and mark the line said."""
    table = {f.name: f for f in event.case.declared.facts._meta.concrete_fields} if event.case.declared.facts else {}
    found = {}
    for name, value in event.said.get("facts", {}).items():
        column = table.get(name)
        if isinstance(value, bool):
            found[name] = not value
        elif column is not None and column.choices and value:
            found[name] = next((key for key, _ in column.choices if key not in ("", value)), value)
    return found


def amended(world, event):
    """Void where the course stays lawful, else a year later with other words; False where neither may be."""
    people = world.person(CLERK, "甲", event.case.organ), world.person(HEAD, "甲", event.case.organ)
    for change in ({"void": True}, {"on": event.on + timedelta(366), **turned_over(event)}, {"on": event.on + timedelta(366)}):
        try:
            amend(event, *people, "核对后更正", **change)
        except (Refusal, ValueError):
            continue
        return True
    return False


def test_last_years_question_gets_last_years_answer(demo_store):
    before, now = told(Period.year(2024, CUTOFF)), told(Period.year(2024))
    world = World.make()
    done = [amended(world, event) for event in samples()]
    assert sum(done) > 100
    after = told(Period.year(2024, CUTOFF))
    assert {id for id in before if before[id] != after[id]} == set()
    later = told(Period.year(2024))
    assert len({id for id in now if now[id] != later[id]}) > 80, "the amendments turn most figures for today's reader"
