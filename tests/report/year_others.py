"""The small year of the larger ledgers (review, inspection, leniency, reconsideration, suits, the circle): one record each, told as a story."""

from datetime import date
from typing import Any

from fazhi.kernel.declare import CLERK, HANDLER, HEAD
from fazhi.kernel.perform import new_case
from fazhi.kernel.scenario import Player, Scenario, World
from report.year import Ledger, benchmark, ledger, opened

FIRM = {"uscc": "91000000000000019G", "firm": "示例企业001", "town": "示例街道", "contact": "inspection"}
APPLIED = """{y}-03-01  收件人  收到申请  申请方式=当面 复议事项=行政处罚
{y}-03-04  机构负责人  受理  承办=承办人"""
DECIDED = """{y}-03-05  承办人  适用普通程序
{y}-03-06  承办人  发送申请书副本
{y}-03-06  送达 行政复议答复通知书 给 被申请人
{y}-03-11  承办人  听取意见  方式=当面 参加人员数=2 笔录摘要=坚持请求
{y}-03-12  承办人  提出审查意见  拟办意见=拟撤销
{d}  机关负责人  作出决定  审理结果=撤销 通过方式=负责人同意"""
CARRIED = """2023-12-20  收件人  收到申请  申请方式=当面 复议事项=行政处罚
2023-12-22  机构负责人  受理  承办=承办人
2023-12-25  承办人  开始审理
2023-12-26  承办人  发送申请书副本
2023-12-26  送达 行政复议答复通知书 给 被申请人
2024-01-02  被申请人  提交答复和证据
2024-01-10  承办人  提出审查意见  拟办意见=拟维持
2024-01-19  机关负责人  作出决定  审理结果=维持 通过方式=负责人同意"""
SUIT = """2024-04-01  收件人  收到应诉材料  法院=示例人民法院
2024-04-02  机构负责人  确定承办  承办=承办人
2024-04-10  承办人  提交答辩状和证据  证据份数=5
2024-05-06  收件人  收到开庭传票  开庭日=2024-05-20 附出庭通知书=是
2024-05-10  承办人  提交负责人身份证明  已加盖印章=是
2024-05-20  承办人  开庭  负责人到庭=是 职级=正职 负责人就实质化解发言=是
2024-06-03  承办人  收到一审裁判  裁判结果=驳回诉讼请求 裁判文书=判决"""


def told(word: str, text: str, *parties: str) -> Any:
    lines = [f"程序 {word}", *(f"当事人 {p}" for p in parties), *text.split("\n")]
    return Player(Scenario("一件", "一件", list(enumerate(lines, 1)))).play()


def applied(world: World, n: int, year: int = 2024) -> Any:
    return told("reconsideration", APPLIED.format(y=year), "申请人=申请人甲 被申请人=示例区公安分局")


def decided(world: World, n: int) -> Any:
    text = f"{APPLIED}\n{DECIDED}".format(y=2024, d="2024-03-21")
    return told("reconsideration", text, "申请人=申请人甲 被申请人=示例区公安分局")


def carried(world: World, n: int) -> Any:
    return told("reconsideration", CARRIED, "申请人=申请人甲 被申请人=示例区公安分局")


def suit(world: World, n: int) -> Any:
    return told("litigation", SUIT, "原告=原告甲")


def reviewed(world: World, n: int) -> Any:
    from fazhi.domains.legality import demo

    desk = demo.Desk(world)
    demo.story(desk, "C", f"第{n}号项目", 3, date(2024, 5, 6), n)
    return type(desk.organ.cases.first()).objects.filter(domain="legality").order_by("-pk").first()


def listed(world: World, n: int) -> Any:
    case = opened(world, "leniency_list", date(2024, 1, 2), f"清单{n}")
    item = {
        "code": "M11", "kind": "first", "field": "市场监管", "violation": "未按规定公示信息", "article": "处罚条款",
        "conditions": ["首次违法=是"], "exclusions": ["拒不改正=是"], "look_back": 24, "within": 5,
    }  # fmt: skip
    version = 2024 if n == 1 else 2024 + n
    world.act(case, "begin", HANDLER, date(2024, 1, 2), version=version, name=f"清单{n}", item=[item])
    world.act(case, "review", HANDLER, date(2024, 1, 3))
    return world.act(case, "publish", HEAD, date(2024, 1, 5), effective_on=date(2024, 1, 5))


def spared(world: World, n: int) -> Any:
    from fazhi.domains.leniency import demo

    demo.lenient(world, n, "light", 5_000_000)
    return type(opened(world, "penalty", date(2024, 1, 1), "")).objects.filter(domain="penalty").order_by("-pk").first()


def visit(world: World, n: int, year: int = 2024) -> Any:
    day = date(year, 5, 13)
    case = new_case("visit", world.organ_named("示例区市场监督管理局"), day, "示例企业001", demo=True)
    return world.act(case, "record_past", CLERK, day, **FIRM, planned_on=day, trigger="plan", document="基期数据表")


def joint(world: World, n: int) -> Any:
    day, bodies = date(2024, 5, 13), ["示例区市场监督管理局", "示例区应急管理局"]
    case = new_case("joint_inspection", world.organ_named(bodies[0]), day, f"联合{n}", demo=True)
    world.act(case, "propose", HANDLER, day, topic=f"联合{n}", lead=bodies[0], bodies=bodies, first=day, last=day)
    return world.act(case, "organise", HANDLER, day)


def network(world: World, n: int) -> Any:
    case = opened(world, "aid_network", date(2024, 1, 3), f"路网{n}")
    place = {"name": f"第{n}村", "node": f"节点{n}", "people": 100 * n}
    return world.act(case, "load", CLERK, date(2024, 1, 3), name=f"路网{n}", source="示意", item=[place])


def station(world: World, n: int) -> Any:
    case = opened(world, "aid_station", date(2024, 1, 3), f"站点{n}")
    return world.act(case, "open", CLERK, date(2024, 1, 3), name=f"站点{n}", kind="station", node="节点1")


LATER = date(2025, 1, 3)
LEDGERS: tuple[Ledger, ...] = (
    ledger(reviewed, "legality.reviewed legality.suggestions", "sign_lawful sign_amend sign_unlawful"),
    ledger(listed, "leniency.list_version", "publish"),
    ledger(visit, "inspections.visits.yoy", "record_past"),
    ledger(joint, "inspections.joint_events", "organise"),
    ledger(applied, "reconsideration.received reconsideration.received.yoy reconsideration.accepted reconsideration.pending_end", "receive",
           LATER, "reconsideration.received reconsideration.received.yoy"),
    ledger(decided, "reconsideration.received reconsideration.received.yoy reconsideration.accepted reconsideration.concluded", "decide",
           LATER, "reconsideration.concluded reconsideration.pending_end"),
    ledger(carried, "reconsideration.received.yoy reconsideration.concluded reconsideration.concluded.carried", "decide",
           LATER, "reconsideration.concluded reconsideration.concluded.carried reconsideration.pending_end"),
    ledger(suit, "litigation.head_attendance litigation.loss_rate", "judge", LATER, "litigation.loss_rate"),
    ledger(suit, "litigation.head_attendance litigation.loss_rate", "hear", LATER, "litigation.head_attendance"),
    ledger(network, "aid.coverage.30min", "load"),
    ledger(station, "aid.coverage.30min", "open"),
    ledger(spared, "leniency.cases leniency.amount", "decide"),
)  # fmt: skip


def base(world: World) -> None:
    """One record in every one of these ledgers, one of the year before where a rate needs it, and the benchmark of the loss rate."""
    from fazhi.domains.leniency.demo import lists

    lists(world)
    for make in dict.fromkeys(entry.make for entry in LEDGERS if entry.make is not listed):
        make(world, 1)
    visit(world, 2, 2023)
    benchmark(world, "一审审结件数口径", "8")
