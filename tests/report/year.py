"""A small year: for each ledger the making of one record that counts in 2024, and the claims that record must turn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from fazhi.kernel.declare import CLERK, HANDLER, HEAD
from fazhi.kernel.perform import new_case
from fazhi.kernel.scenario import World


def opened(world: World, word: str, on: date, title: str) -> Any:
    return new_case(word, world.organ_named("示例区司法局"), on, title, demo=True)


def meeting(world: World, n: int) -> Any:
    case = opened(world, "meeting", date(2024, 5, n), f"会议{n}")
    world.act(case, "hold", CLERK, date(2024, 5, n), body="government", item=[{"title": "年度报告", "kind": "law_topic"}])
    return world.act(case, "minute", CLERK, date(2024, 5, n), minutes=f"纪要{n}")


def observer(world: World, n: int) -> Any:
    case = opened(world, "observer", date(2024, 4, n), f"观察员{n}")
    term = {"since": date(2024, 4, 1), "until": date(2026, 3, 31)}
    return world.act(
        case, "appoint", CLERK, date(2024, 4, n), name=f"观察员{n}", groups=["企业家", "律师"], chosen_by=["示例区甲局"], **term
    )


def training(world: World, n: int) -> Any:
    case = opened(world, "training", date(2024, 6, n), f"班{n}")
    world.act(case, "plan", CLERK, date(2024, 6, n), kind="law", starts_on=date(2024, 6, n), sessions=5)
    rows = [{"person": f"学员{i}", "organ": "示例区甲局", "sessions": s, "of": 5} for i, s in ((1, 5), (2, 4), (3, 3))]
    return world.act(case, "close", CLERK, date(2024, 6, n), item=rows)


def onething(world: World, n: int) -> Any:
    case = opened(world, "onething", date(2024, 3, n), f"一件事{n}")
    world.act(case, "enter", CLERK, date(2024, 3, n), batch="2024-1", name=f"一件事{n}", subject="企业", lead="示例区甲局")
    world.act(case, "launch", HEAD, date(2024, 7, n), live_on=date(2024, 7, n))
    return world.act(case, "prove", CLERK, date(2024, 8, n), first_case=f"办件{n}")


def exemption(world: World, n: int) -> Any:
    case = opened(world, "exemption", date(2024, 3, n), f"免交{n}")
    world.act(
        case, "propose", CLERK, date(2024, 3, n), item_code=f"{n:031d}01", item_name=f"事项{n}", organ_name=f"示例区{n}局", material=f"证照{n}",
        source="示例区甲局", basis="A", fallback="人工核验",
    )  # fmt: skip
    return world.act(case, "approve", HEAD, date(2024, 4, n))


def power(world: World, n: int) -> Any:
    case = opened(world, "power", date(2024, 3, n), f"赋权{n}")
    facts = {"matter": f"事项{n}", "kind": "social", "grantor": "示例省有关部门", "document": "赋权文件", "taker": "示例区甲局"}
    return world.act(case, "grant", CLERK, date(2024, 3, n), **facts)


def honour(world: World, n: int, kind: str = "honour", claim: str = "") -> Any:
    case = opened(world, "evidence", date(2024, 9, n), f"荣誉{n}")
    facts = {
        "kind": kind,
        "claim": claim or f"honour.{n}",
        "words": f"荣誉{n}",
        "issuer": "示例市某单位",
        "paper": f"证书{kind}{n}",
    }
    world.act(case, "enter", CLERK, date(2024, 9, n), **facts)
    return world.act(case, "verify", HEAD, date(2024, 9, n))


def standard(world: World, n: int) -> Any:
    case = opened(world, "standard", date(2024, 2, n), f"标准{n}")
    world.act(case, "draft", CLERK, date(2024, 2, n), title=f"标准{n}", drafter="示例区司法局")
    return world.act(case, "issue", HEAD, date(2024, 9, n), number=f"DB0000/T {n}", issuer="示例市某局", proof="文本")


def organisation(world: World, n: int) -> Any:
    case = opened(world, "mediation_org", date(2024, 2, n), f"调委会{n}")
    facts = {
        "name": f"示例企业{n}调委会",
        "kind": "enterprise",
        "founder": f"示例企业{n}",
        "founded_on": date(2024, 2, n),
        "members": 5,
    }
    world.act(case, "found", CLERK, date(2024, 2, n), **facts)
    return world.act(case, "file", HEAD, date(2024, 3, n))


def project(world: World, n: int) -> Any:
    case = opened(world, "project", date(2024, 2, n), f"实事{n}")
    world.act(case, "enter", CLERK, date(2024, 2, n), year=2024, owner="示例区甲局", content=f"实事{n}")
    return world.act(case, "finish", HEAD, date(2024, 11, n), proof="验收表")


def rule(world: World, n: int) -> Any:
    case = opened(world, "selfrule", date(2024, 2, n), f"公约{n}")
    world.act(case, "guide", CLERK, date(2024, 2, n), trade="示例行业", document=f"公约{n}", guides=["示例区甲局"], kind="new")
    return world.act(case, "issue", CLERK, date(2024, 6, n), issuer="示例行业协会")


def event(world: World, n: int) -> Any:
    case = opened(world, "outreach", date(2024, 3, n), f"活动{n}")
    facts = {"topic": f"主题{n}", "form": "fair", "lead": "示例区甲局", "hosts": ["示例区乙局"], "place": f"社区{n}"}
    world.act(case, "plan", CLERK, date(2024, 3, n), **facts)
    world.act(case, "approve", HEAD, date(2024, 3, n))
    world.act(case, "hold", CLERK, date(2024, 4, n), held_on=date(2024, 4, n), photos=1)
    return world.act(case, "verify", HEAD, date(2024, 4, n))


def plan(world: World, n: int) -> Any:
    case = opened(world, "plan", date(2024, 1, n), f"规划{n}")
    measure = {"text": "举措", "owner": "示例区甲局", "kind": "number", "due": date(2025, 12, 31)}
    world.act(
        case,
        "load",
        CLERK,
        date(2024, 1, n),
        name=f"规划{n}",
        documents=[f"规划{n}"],
        first_year=2021,
        last_year=2025,
        item=[measure],
    )
    return world.act(case, "light", CLERK, date(2024, 3, 25), item_n=1, quarter="2024年第1季度", light="on_track")


def aid(world: World, n: int) -> Any:
    case = opened(world, "legal_aid", date(2024, 10, n), f"援助{n}")
    facts = {"person": f"受援人{n}", "kind": "civil", "matter": "劳动报酬", "groups": ["农民工", "妇女"]}
    world.act(case, "apply", CLERK, date(2024, 10, n), **facts)
    return world.act(case, "grant", HEAD, date(2024, 10, n))


def publication(world: World, n: int) -> Any:
    case = opened(world, "annual_report", date(2025, 1, n + 1), "年度报告")
    day = date(2025, 2, 10)
    world.act(case, "open", CLERK, date(2025, 1, n + 1), report_year=2024, publisher="示例区司法局")
    world.act(case, "call", CLERK, day)
    world.act(case, "freeze", CLERK, day, digest="sm3:0", claims=[{"id": "aid.accepted", "value": 0, "lines": 0, "digest": ""}])
    world.act(case, "draft", HANDLER, day, text="district")
    world.act(case, "check", CLERK, day)
    world.act(case, "clear", HEAD, day, opinion="不涉密")
    world.act(case, "consider", HEAD, day, meeting="常务会议")
    world.act(case, "report", CLERK, day, to="区委、区人大常委会")
    facts = {"index_number": f"000000107/2025-{n:05d}", "category": "部门文件", "issued_on": date(2025, 3, 4)}
    return world.act(case, "publish", CLERK, date(2025, 3, 4), **facts)


def benchmark(world: World, method: str, percent: str) -> None:
    """The province's approved loss rate under a definition."""
    case = opened(world, "benchmark", date(2024, 12, 1), "对照")
    facts = {
        "indicator": "litigation.loss_rate",
        "definition": method,
        "area": "全省",
        "year": 2024,
        "percent": percent,
        "source": "通报",
    }
    world.act(case, "enter", HANDLER, date(2024, 12, 1), **facts)
    world.act(case, "approve", HEAD, date(2024, 12, 2))


@dataclass(frozen=True)
class Ledger:
    """One ledger: how a counted record is made, the claims it turns, the line to amend and the day that takes it out of the year."""

    make: Callable[[World, int], Any]
    turns: frozenset[str]
    amends: str
    to: date
    amended: frozenset[str] | None = None  # where an amendment of that line turns fewer claims


def ledger(make: Callable, turns: str, amends: str, to: date = date(2025, 1, 3), amended: str = "") -> Ledger:
    return Ledger(make, frozenset(turns.split()), amends, to, frozenset(amended.split()) or None)


LEDGERS = (
    ledger(meeting, "meetings.law_topics", "hold"),
    ledger(observer, "observers.active", "appoint"),
    ledger(training, "training.persontimes", "close"),
    ledger(onething, "onething.listed onething.live", "prove", amended="onething.live"),
    ledger(onething, "onething.listed onething.live", "enter"),
    ledger(exemption, "exempt.organs exempt.licences exempt.items", "approve"),
    ledger(power, "powers.granted", "grant"),
    ledger(honour, "honours.listed", "enter"),
    ledger(standard, "standards.issued", "issue"),
    ledger(organisation, "mediation.organisations.new", "found"),
    ledger(project, "projects.public projects.public.done", "enter"),
    ledger(rule, "selfregulation.documents", "issue"),
    ledger(event, "outreach.events", "hold"),
    ledger(plan, "plans.monitored", "light"),
    ledger(aid, "aid.accepted", "grant"),
    ledger(publication, "publication.header", "publish", date(2025, 3, 10)),
)


def base(world: World) -> None:
    """One record in every ledger, and the evidence a standard needs."""
    for make in dict.fromkeys(entry.make for entry in LEDGERS):
        make(world, 1)
    honour(world, 2, "first", "first.standard")
