"""Invented patents that read like real ones, for a demonstration: every number starts with `XX`, every row is flagged `syn` and never counted."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from fazhi.engines.patents import status
from fazhi.engines.patents.generate import Batch

LAST = 20261115
FIRST = 700_000_000  # apart from the numbers of generate.py, which scatter below


@dataclass(frozen=True)
class Field:
    """One field of the trade: its classes, and the words its titles are made of."""

    classes: tuple[str, ...]
    things: tuple[tuple[str, str], ...]
    uses: tuple[tuple[str, str], ...]
    means: tuple[tuple[str, str], ...]


FIELDS = (
    Field(("A61K31/4709", "A61P35/00", "C07D401/12"), (("喹啉类化合物", "quinoline compound"), ("嘧啶衍生物", "pyrimidine derivative"), ("小分子激酶抑制剂", "small molecule kinase inhibitor")),
          (("肺癌", "lung cancer"), ("乳腺癌", "breast cancer"), ("糖尿病", "diabetes"), ("高血压", "hypertension")), (("晶型", "crystalline form"), ("口服片剂", "oral tablet"), ("缓释制剂", "sustained release formulation"))),
    Field(("A61K39/12", "A61P31/14", "C12N7/00"), (("重组蛋白疫苗", "recombinant protein vaccine"), ("信使核糖核酸疫苗", "messenger RNA vaccine"), ("单克隆抗体", "monoclonal antibody")),
          (("流感病毒", "influenza virus"), ("冠状病毒", "coronavirus"), ("狂犬病毒", "rabies virus")), (("佐剂组合物", "adjuvant composition"), ("冻干制剂", "lyophilised formulation"), ("脂质纳米颗粒", "lipid nanoparticle"))),
    Field(("A61B5/0205", "A61B5/318", "G16H40/63"), (("可穿戴监测装置", "wearable monitoring device"), ("心电采集电极", "ECG electrode"), ("血氧测量探头", "oximetry probe")),
          (("心律失常", "arrhythmia"), ("睡眠呼吸暂停", "sleep apnea"), ("老年人跌倒", "falls of the elderly")), (("柔性传感器", "flexible sensor"), ("无线传输模块", "wireless module"), ("信号降噪方法", "noise reduction method"))),
    Field(("A61M5/20", "A61M25/00", "A61F2/82"), (("自动注射器", "automatic injector"), ("介入导管", "interventional catheter"), ("可降解支架", "biodegradable stent")),
          (("冠状动脉狭窄", "coronary stenosis"), ("慢性疼痛", "chronic pain"), ("静脉血栓", "venous thrombosis")), (("药物涂层", "drug coating"), ("锁定机构", "locking mechanism"), ("输送系统", "delivery system"))),
    Field(("A61K36/258", "A61P1/16", "A23L33/105"), (("人参提取物", "ginseng extract"), ("黄芪多糖", "astragalus polysaccharide"), ("中药复方", "herbal compound")),
          (("肝损伤", "liver injury"), ("疲劳", "fatigue"), ("免疫力低下", "weakened immunity")), (("颗粒剂", "granules"), ("指纹图谱检测方法", "fingerprint test method"), ("超声提取工艺", "ultrasonic extraction"))),
    Field(("B65B3/04", "B01D46/10", "F26B5/06"), (("无菌灌装机", "aseptic filling machine"), ("冻干机", "freeze dryer"), ("洁净室过滤单元", "clean room filter unit")),
          (("制药生产线", "pharmaceutical line"), ("西林瓶", "vials"), ("预灌封注射器", "prefilled syringes")), (("在线清洗装置", "clean-in-place device"), ("视觉检测工位", "vision inspection station"), ("节能控制方法", "energy saving control"))),
)  # fmt: skip
OFFICES = (("CN", 60), ("US", 14), ("WO", 12), ("EP", 8), ("JP", 6))
PLACES = ("示例省示例市示例区", "示例省示例市示例县", "示例省第二市", "示例省省会市")
EVENTS = (
    ("转移", "申请权或者专利权的转移（虚构）"),
    ("质押", "专利权质押合同登记的生效（虚构）"),
    ("许可", "专利实施许可合同备案的生效（虚构）"),
    ("权利终止", "未缴年费专利权终止（虚构）"),
)
CLAIM = "1. 一种{thing}，用于{use}，其特征在于：包括{means}，所述{means}按照预定比例或者位置设置。\n2. 根据权利要求1所述的{thing}，其特征在于：还包括控制或者检验步骤。"
CLAIM_EN = "1. A {thing} for {use}, characterised by a {means} arranged in a given proportion or place.\n2. The {thing} of claim 1, further comprising a control step."
ABSTRACT = "本发明公开了一种用于{use}的{thing}及其{means}，属于大健康技术领域。所述{thing}包括{means}，解决了现有技术在{use}方面效果不稳定、成本较高的问题。试验表明，该{thing}的{what}提高了{n}%，适合规模化应用。"
ABSTRACT_EN = (
    "Disclosed is a {thing} for {use} and its {means}. The {thing} comprises a {means} and overcomes the unstable effect and the cost of the prior art in {use}. "
    "Tests show that the {what_en} rises by {n} %."
)
WHAT = (("稳定性", "stability"), ("生物利用度", "bioavailability"), ("检测灵敏度", "sensitivity"), ("合格率", "pass rate"))


class Samples:
    """`batches(n)` yields n invented records; the same seed gives the same, record i is the same however many are asked for."""

    def __init__(self, seed: int = 1):
        self.seed = seed

    def batches(self, n: int, block: int = 50_000, start: int = 0) -> Iterator[Batch]:
        for first in range(start, start + n, block):
            yield self.block(first, min(block, start + n - first))

    def block(self, first: int, rows: int) -> Batch:
        made = [self.one(i) for i in range(first, first + rows)]
        columns: dict[str, Any] = {name: [m[name] for m in made] for name in made[0] if name != "events"}
        for name in ("pd", "ad", "prio", "term"):
            columns[name] = np.array(columns[name], dtype=np.uint32)
        columns["tier"] = np.array(columns["tier"], dtype=np.uint8)
        return Batch(columns, [e for m in made for e in m["events"]])

    def one(self, i: int) -> dict[str, Any]:
        """Record i. Records come in families of one to four: the first is the domestic filing, the others follow it abroad."""
        family = i // 4 * 4 if i % 8 < 4 else i // 2 * 2
        about, own = random.Random(f"{self.seed}:{family}"), random.Random(f"{self.seed}:{i}")
        number = about.randrange(len(FIELDS))
        field = FIELDS[number]
        thing, use, means, what = (about.choice(x) for x in (field.things, field.uses, field.means, WHAT))
        office = "CN" if i == family else own.choices([o for o, _ in OFFICES], [w for _, w in OFFICES])[0]
        year = 2024 - min(int(about.expovariate(0.22)), 18)
        prio = year * 10000 + about.randint(1, 12) * 100 + about.randint(1, 28)
        ad = prio if i == family else status.years_later(prio, 1)
        pd = status.years_later(ad, 1 if office != "CN" else own.choice((1, 2, 3)))
        if pd > LAST:
            pd = min(20260000 + own.randint(1, 10) * 100 + own.randint(1, 28), LAST)
        kind = "A" if office == "WO" or own.random() < 0.55 else "B"
        end = status.term("CN" if office in ("CN", "EP") else office, kind, ad, pd)
        owner = min(int(about.expovariate(0.12)), 59) + 1
        words = {"thing": thing[0], "use": use[0], "means": means[0], "what": what[0], "n": about.randint(8, 46)}
        english = {"thing": thing[1], "use": use[1], "means": means[1], "what_en": what[1], "n": words["n"]}
        zh, en = f"用于{use[0]}的{thing[0]}及其{means[0]}", f"{thing[1]} for {use[1]} and {means[1]}".capitalize()
        pn, cited = pub(i), [pub(own.randrange(family)) for _ in range(own.randint(0, 5))] if family > 40 else []
        state = status.first("CN" if office == "EP" else office, kind, ad, pd, end, 20261120)
        events = [(pn, f"XXA{i}", pd, "授权", "授予专利权（虚构）")] if kind == "B" else []
        if kind == "B" and own.random() < 0.2:
            cls, text = own.choice(EVENTS)
            events.append((pn, f"XXA{i}", min(status.years_later(pd, 1), 20261118), cls, text))
            state = "失效" if cls == "权利终止" else state
        local = office == "CN"
        return {
            "pn": pn, "cc": office, "kind": kind, "kc": kind, "pd": pd, "ad": ad, "prio": prio, "app": f"XXA{i}", "fam": f"XXS{family}",
            "ti": f"{zh}\n{en}" if local else en, "ab": ABSTRACT.format(**words) if local else ABSTRACT_EN.format(**english),
            "cl": CLAIM.format(**words) if local else CLAIM_EN.format(**english),
            "ap": f"示例医药企业{owner:03d}有限公司" if local else f"EXAMPLE PHARMA {owner:03d} LTD", "ow": f"示例医药企业{owner:03d}有限公司" if local else f"EXAMPLE PHARMA {owner:03d} LTD",
            "inv": "\n".join(f"发明人{about.randint(1, 400):03d}" for _ in range(about.randint(1, 3))), "lo": PLACES[owner % len(PLACES)],
            "ipc": list(dict.fromkeys([*field.classes[: 1 + about.randint(0, 2)]])), "cpc": [field.classes[0]], "st": state, "term": end,
            "cited": list(dict.fromkeys(cited)), "tier": 3 if number < 5 else 0, "events": events,
        }  # fmt: skip


def pub(i: int) -> str:
    """The invented publication number of record i."""
    return f"XX{FIRST + i}A"
