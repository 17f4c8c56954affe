"""Invented drafts of 示例区: three in full, and any number of short ones put together from the examples of the rule cards."""

import random
from pathlib import Path

from fazhi.engines.review import RULES

HOME = Path(__file__).parent
FULL = {"N": "办法.txt", "C": "招商协议.txt", "D": "决策.txt"}
TOPICS = {
    "N": ("养老服务设施管理", "犬只管理", "建筑垃圾处置", "户外招牌设置", "电动自行车停放充电", "餐饮油烟防治", "老旧小区改造", "公共租赁住房分配", "河道采砂监督", "校外托管机构服务",
          "民宿经营服务", "农村集体资产交易", "政府投资项目后评价", "临时救助实施", "城市绿线保护", "物业维修资金使用", "道路临时占用", "农贸市场长效管理", "雨污分流", "既有住宅加装电梯",
          "家庭农场培育", "见义勇为奖励"),
    "P": ("制造业数字化转型", "商贸流通发展", "生物医药产业发展", "人才引进", "科技创新", "外贸稳定增长", "文化旅游消费", "现代农业发展", "总部经济发展", "绿色制造", "软件信息服务业", "小微企业融资",
          "首店经济", "会展业发展", "品牌培育", "知识产权运用", "家政服务业提升", "数字乡村建设"),
    "D": ("国土空间规划近期实施", "城市更新行动", "公共停车设施建设", "中小学布局调整", "污水处理提质", "公交线网优化", "养老服务体系规划", "城区噪声治理", "医疗卫生设施规划"),
    "C": ("物业服务", "办公设备采购", "道路养护", "园林绿化养护", "信息系统开发", "房屋租赁", "法律服务", "审计服务", "招商投资", "工程施工", "工程监理", "设计咨询", "餐饮服务", "车辆租赁", "广告制作",
          "国有资产租赁", "特许经营", "征收补偿", "安保服务"),
    "O": ("信息公开答复", "涉诉事项处理", "仲裁答辩", "执法疑难问题", "历史遗留合同处置", "国有资产权属", "赔偿请求", "投诉举报答复"),
}  # fmt: skip
FORM = {
    "N": "示例区{}办法（送审稿）",
    "P": "示例区关于促进{}的若干措施（送审稿）",
    "D": "示例区{}方案（送审稿）",
    "C": "{}合同",
    "O": "关于{}的处理方案",
}
GROUPS = {"N": "BCD", "P": "BC", "D": "BC", "C": "E", "O": "B"}
LETTER = {"N": "N", "P": "P", "D": "D", "C": "C", "O": "N"}
PLAIN = (
    "有关单位应当按照职责分工做好相关工作。",
    "工作中涉及的数据应当依法保护。",
    "有关情况应当及时公开，接受社会监督。",
    "双方应当按照约定全面履行义务。",
)


def full(kind: str) -> str:
    return (HOME / FULL[kind]).read_text(encoding="utf-8")


def faults(kind: str) -> list[tuple[str, str]]:
    """(faulty sentence, the same put right) of the rule cards that fit a kind of matter."""
    return [
        (r.bad, r.good)
        for r in RULES
        if r.group in GROUPS[kind] and r.patterns and isinstance(r.bad, str) and isinstance(r.good, str)
        and (r.group == "C" or LETTER[kind] in r.kinds) and "\n" not in r.bad + r.good and r.bad.endswith("。")
    ]  # fmt: skip


def short(kind: str, title: str, wrong: int, rng: random.Random) -> tuple[str, str]:
    """A short draft with so many faulty sentences, and the draft its sender would send after the opinion."""
    picked = rng.sample(faults(kind), wrong)
    lines = [(s, s) for s in rng.sample(PLAIN, 2)] + picked
    rng.shuffle(lines)
    head = f"{title}\n" + ("甲方：示例区某局\n乙方：示例企业002\n" if kind == "C" else "")
    first = (
        "第一条 为了明确双方权利义务，订立本合同。\n"
        if kind == "C"
        else "第一条 为了规范有关工作，根据有关法律、法规，结合本区实际，制定本文件。\n"
    )
    last = "" if kind == "C" else f"第{len(lines) + 2}条 自公布之日起三十日后施行，有效期三年。\n"
    bodies = ["".join(f"第{n}条 {pair[side]}\n" for n, pair in enumerate(lines, 2)) for side in (0, 1)]
    return head + first + bodies[0] + last, head + first + bodies[1] + last
