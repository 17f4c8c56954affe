"""The service registers of the invented district: 13 of 13 one-things live, 7 organs, 7 licences and 119 items, 154 powers."""

from collections.abc import Callable
from datetime import date, timedelta

from fazhi.kernel.declare import CLERK, HEAD
from fazhi.kernel.perform import new_case
from fazhi.kernel.scenario import World

FIRST_BATCH = (
    ("企业信息变更", "企业", "市场监督管理局"), ("开办运输企业", "企业", "交通运输局"), ("开办餐饮店", "企业", "市场监督管理局"),
    ("水电气网联合报装", "企业", "住房城乡建设局"), ("信用修复", "企业", "发展改革局"), ("企业上市合法合规信息核查", "企业", "财政局"),
    ("企业破产信息核查", "企业", "人民法院"), ("企业注销登记", "企业", "市场监督管理局"), ("新生儿出生", "个人", "卫生健康委员会"),
    ("教育入学", "个人", "教育局"), ("社会保障卡居民服务", "个人", "人力资源社会保障局"), ("残疾人服务", "个人", "残疾人联合会"),
    ("退休", "个人", "人力资源社会保障局"),
)  # fmt: skip
LICENCES = ("营业执照", "居民身份证", "居民户口簿", "不动产权证书", "残疾人证", "社会保障卡", "婚姻登记证")
ORGANS = ("市场监督管理局", "人力资源社会保障局", "住房城乡建设局", "民政局", "卫生健康委员会", "交通运输局", "教育局")
REFORMS = (
    ("药品申报预审", "市场监督管理局", "省药监部门委托书第1号"),
    ("园中区环评", "生态环境局", "省生态环境部门试点批复第2号"),
    ("工程建设项目一类事一站办", "行政审批局", "市政府办公室文件第3号"),
)


def load(world: World, progress: Callable[[int, int], None] | None = None) -> None:
    office = world.organ_named("示例区行政审批局")
    for n, job in enumerate((one_things, exemptions, powers, reforms), 1):
        job(world, office)
        if progress:
            progress(n, 4)


def one_things(world: World, office) -> None:
    for n, (name, subject, lead) in enumerate(FIRST_BATCH):
        case = new_case("onething", office, date(2024, 2, 1), name, demo=True)
        live_on = date(2024, 4, 1) + timedelta(14 * n)
        world.act(case, "enter", CLERK, date(2024, 2, 1), batch="2024-1", name=name, subject=subject, lead=f"示例区{lead}")
        world.act(case, "launch", HEAD, live_on, live_on=live_on)
        world.act(case, "prove", CLERK, live_on + timedelta(9), first_case=f"示例办件2024-{n + 1:05d}")
    for n in range(8):  # the second batch of the year is another list and does not count with the first
        case = new_case("onething", office, date(2024, 8, 20), f"第二批一件事{n + 1}", demo=True)
        world.act(
            case,
            "enter",
            CLERK,
            date(2024, 8, 20),
            batch="2024-2",
            name=f"第二批一件事{n + 1}",
            subject="企业",
            lead="示例区行政审批局",
        )
        if n < 3:
            world.act(case, "launch", HEAD, date(2024, 12, 2), live_on=date(2024, 12, 2))


def exemptions(world: World, office) -> None:
    for n in range(119):
        propose(world, office, n, LICENCES[n % 7], n)
    for n in range(40):  # the same item, a second paper
        propose(world, office, n, LICENCES[(n + 3) % 7], 119 + n)
    dead = propose(world, office, 200, "无犯罪记录证明", 200)
    world.act(dead, "stop", HEAD, date(2024, 11, 1), why="法律要求当面提交")
    waiting = new_case("exemption", office, date(2026, 11, 10), "免交申报201", demo=True)
    world.act(waiting, "propose", CLERK, date(2026, 11, 10), **rule(201, LICENCES[0]))


def rule(n: int, material: str) -> dict:
    code = f"11{n:06d}MA000000{n % 10}03{n:012d}"[:31].ljust(31, "0") + "01"
    return {
        "item_code": code, "item_name": f"政务服务事项{n + 1:03d}", "organ_name": f"示例区{ORGANS[n % 7]}", "material": material,
        "source": f"示例区{ORGANS[(n + 2) % 5]}", "basis": "AB"[n % 2], "fallback": "转人工核验",
    }  # fmt: skip


def propose(world: World, office, n: int, material: str, order: int):
    on = date(2024, 3, 4) + timedelta(order % 150)
    case = new_case("exemption", office, on, f"政务服务事项{n + 1:03d}免交{material}", demo=True)
    world.act(case, "propose", CLERK, on, **rule(n, material))
    return world.act(case, "approve", HEAD, on + timedelta(5))


def powers(world: World, office) -> None:
    for n in range(156):
        on = date(2023, 5, 8) if n < 60 else date(2024, 5, 8)
        case = new_case("power", office, on, f"赋权事项{n + 1:03d}", demo=True)
        world.act(
            case, "grant", CLERK, on, matter=f"赋权事项{n + 1:03d}", kind=("economy", "social", "service")[n % 3], grantor="示例省有关部门",
            document="示例省赋权清单", taker=f"示例区{ORGANS[n % 7]}",
        )  # fmt: skip
        if n >= 154:
            world.act(case, "recall", HEAD, date(2024, 10, 9), paper="收回决定")
        else:
            world.act(case, "take", HEAD, on + timedelta(20))


def reforms(world: World, office) -> None:
    for name, lead, document in REFORMS:
        case = new_case("reform", office, date(2024, 1, 15), name, demo=True)
        world.act(case, "propose", CLERK, date(2024, 1, 15), name=name, lead=f"示例区{lead}")
        world.act(case, "start", HEAD, date(2024, 3, 20), document=document)
        world.act(case, "report", CLERK, date(2024, 10, 15), result="已办理首批项目")
