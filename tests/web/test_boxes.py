"""The to-do list opens with the work of today: groups by urgency, old reminders of the district folded into one line."""

from datetime import date, timedelta
from functools import cache

from fazhi.kernel.models import Deadline
from fazhi.surfaces import boxes, boxpage
from web.conftest import enter


def waiting(office):
    """A term of the head, made overdue by that many days under that row of the table of terms."""
    case = office.cases[0]
    return Deadline.objects.create(
        case=case, clock="x", ref="YY-01", start=date(2024, 1, 1), due=date.today() - timedelta(400), bind="head"
    )


def open_case(office):
    office.cases[0].closed_on = None
    office.cases[0].save(update_fields=["closed_on"])


def shown(user, past=False):
    return [line.what for _, lines in boxpage.page(user, "todo", past=past).groups for line in lines]


def test_an_old_reminder_is_folded_and_an_old_statutory_term_is_not(office, monkeypatch):
    open_case(office)
    term = waiting(office)
    assert "YY-01" in shown(office.head)  # no procedure of this office knows the row: it is not a reminder
    monkeypatch.setattr(boxes, "reminders", cache(lambda: ["YY-01"]))
    assert "YY-01" not in shown(office.head) and shown(office.head, past=True) == ["YY-01"]
    assert boxes.counts(office.head)["todo-old"] == "1"
    page = enter(office.head).get("/work/todo/").text
    assert "另有 1 项提醒早已过期" in page and 'href="?old=1"' in page
    Deadline.objects.filter(pk=term.pk).update(due=date.today() - timedelta(30))
    assert "YY-01" in shown(office.head) and shown(office.head, past=True) == []


def test_groups_follow_the_lights(office):
    headings = [heading for heading, _ in boxpage.page(office.head, "todo").groups]
    assert headings == sorted(headings, key=list(boxpage.GROUPS.values()).index) and len(set(headings)) == len(headings)


def test_who_only_oversees_begins_at_the_board(office):
    from fazhi.kernel.declare import Seat

    leader = office.world.person(Seat("leader", "分管领导"), "甲", office.world.organ)
    assert enter(leader).get("/")["Location"] == "/board/"
    assert enter(office.head).get("/")["Location"] == "/work/" and enter(office.citizen).get("/")["Location"] == "/mine/"


def test_pages_of_the_box_hold_every_term_once(office, monkeypatch):
    """Many terms fall on one day and several in one case: the key of a page goes by day, case and number."""
    monkeypatch.setattr(boxpage, "PAGE", 3)
    due = date.today() + timedelta(9)
    for case in office.cases[:4]:
        case.closed_on = None
        case.save(update_fields=["closed_on"])
        for n in range(2):
            Deadline.objects.create(case=case, clock=f"x{n}", ref="YY-01", start=date(2024, 1, 1), due=due, bind="head")
    expected = set()
    for query in boxes.todo(office.head):
        expected |= set(boxes.current(query).values_list("pk", flat=True))
    seen, after = 0, ""
    while True:
        page = boxpage.page(office.head, "todo", after)
        seen += sum(len(lines) for _, lines in page.groups)
        if not page.after:
            break
        after = page.after
    assert seen == len(expected) >= 8
