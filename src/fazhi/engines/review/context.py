"""When words that match raise nothing: negation, a quoted prohibition, an item under a prohibiting or penal stem, a real basis."""

import re

from .model import Rule
from .structure import Document

REACH = 40  # how far a negation carries, in characters
NEGATION = re.compile(
    r"不得|不准|不再|严禁|禁止|不允许|不能|不应|不可|不宜|不必|无需|无须|不要求|不限|不以|不因|不作|停止执行|反对|任何单位|不区分|"
    r"不(?:会|是|属于)|(?<!拒)不(?:接受|就|收取|安排|设(?!在))"
)
# Words that deny what stands in their own clause, and are duties of their own elsewhere ("由社区制止，不听的罚款").
UNDOING = re.compile(
    r"取消|(?<![代不未])(?<!代为)(?<!自行)(?<!强制)清理(?!费|的，)|纠正|废止|杜绝|防止|避免|打破|破除|查处|"
    r"整治(?!范围|期间|对象|名单|区域|行动|工作|方案|任务)|制止|严格控制|限制或者|擅自"
)
# After a negation a new duty begins: the negation does not carry over it.
FRESH = re.compile(
    r"的，|[，：](?:但|并|而|否则|由|对|须|需|应|必须|要|可|只|优先|仅|方可|统一|同时|且|其|经|在|按|给予|视为|如|确需|原则上)"
)
PROHIBITION = re.compile(
    r"不得|禁止|严禁|不准|不允许|清理|废止|纠正|负面清单|妨碍|排除、?限制|排斥|歧视|违反|违法|"
    r"(?:下列|以下|之一).{0,40}(?:责令|处罚|罚款|处分|问责|追究|撤销|整改|约谈)|(?:责令|处罚|追究|处分).{0,30}(?:下列|以下|之一)|重点(?:查处|整治|检查)|(?:发现|存在)的?(?:主要|以下|突出)?问题|问题清单|不符合[^。；]{0,10}规定|审查意见|提出以下意见"
)
# Group C: the sentence tells of fair competition itself, or lays down what happens to whoever offends.
COMPETITION_TALK = re.compile(
    r"责令(?:限期)?(?:改正|停止)|给予(?:政务)?处分|法律责任|垄断行为|垄断协议|滥用(?:行政权力|市场支配)|(?:排除|限制)[、或者]*(?:排除|限制)?竞争|"
    r"公平竞争(?:审查|环境|秩序)|地方保护|不(?:正当|公平)竞争|应当认定|构成犯罪|国务院|设区的市|省、自治区、直辖市|县级以上(?:地方)?(?:各级)?人民政府|全国人民代表大会|^第?[^，]{0,12}国家(?:鼓励|支持|对|实行|采取|建立|设立|保障)|人民法院|监察机关|海关|(?<![给对])纳税人|检举|举报人|军队|军区|中华人民共和国|税法|注册商标|商标局|董事|自治地方|合营企业|总公司、|上位法不符|日内(?:修改|改正|整改)|涉嫌违反|质疑(?:事项|成立)|^经(?:查|核查)|被申请人|已(?:删除|废止|修改|清退|纠正)|(?:予以|应当|建议)(?:删除|废止|修改)|条款|审查意见"
)
# Group C: the sentence itself forbids what the rules look for, or says that everybody is treated alike.
FAIR = re.compile(
    r"(?:不得|不准|禁止|严禁|不应|不可|不能|停止|取消|清理|废止|纠正)[^，。；]{0,8}(?:限制或者|排斥|歧视|妨碍|阻碍|干预|干涉|强制|强迫|变相|不合理|差别|区别对待|挂钩|"
    r"指向特定|指定(?!的|场所|地点|区域|位置)|限定|要求(?:经营者|企业|供应商|投标人|外地)|设置(?:障碍|门槛|壁垒|不合理|歧视))|不与[^，。；]{0,16}挂钩|不以[^，。；]{0,16}为(?:前提|条件|门槛)|不限(?:于本|制)?(?:注册地|地域|所有制|区域|产地|品牌|户籍)|"
    r"不分(?:地域|地区|产地|所有制|内外|注册地)|不区分|不论|无论|不得(?:含有|出台)|适用(?:同一|相同|统一)标准|一视同仁|平等(?:参与|对待|竞争)|同等(?:对待|适用|参与|权利|机会)|自主(?:选择|决定|选用|确定)"
)
FORBIDDEN_LIST = re.compile(
    r"(?:不得|禁止|严禁|不准|清理|废止|纠正|整改|自查|排查|查处)[^。；：]{0,24}(?:下列|以下|如下)[^。；：]{0,16}：[^。]*$"
)
QUOTED = re.compile(r"(?:禁止|不得|严禁|规定|明确|要求|列明)(?:的)?[：，]?“[^”]*$")
LAWFUL = re.compile(
    r"(?:依照|依据|根据|按照)(?:《[^》]+》|[^，。；]{0,10}(?:法律|法规|条例))|法律、(?:行政)?法规(?:、规章)?(?:另有)?规定"
)


def excused(rule: Rule, document: Document, start: int, end: int) -> bool:
    """Whether the words around a match take the doubt away."""
    norm = document.norm
    first, last = document.sentence(start)
    if rule.nearby and rule.exclusion is not None:
        if rule.exclusion.search(_clause(norm, start, end)):
            return True
    elif rule.exclusion is not None and _says(document, rule.exclusion, first, last):
        return True
    if rule.group == "C" and (_says(document, COMPETITION_TALK, first, last) or _says(document, FAIR, first, last)):
        return True
    before = norm[first:start]
    if rule.negatable and negated(before):
        return True
    if "“" in before and QUOTED.search(before):
        return True
    if rule.group not in "BC":
        return False
    line_start = norm.rfind("\n", 0, start) + 1
    if norm.find("：", line_start, start) >= 0 and FORBIDDEN_LIST.search(norm, line_start, start):
        return True
    stem = document.stem(start)
    if stem and PROHIBITION.search(stem):
        return True
    return bool(stem and rule.group == "B" and LAWFUL.search(stem))


def _says(document: Document, words: re.Pattern[str], first: int, last: int) -> bool:
    """Whether a sentence holds the words: asked once for a sentence, however many patterns of a rule match in it."""
    asked = document.asked
    key = (words, first)
    if key not in asked:
        asked[key] = words.search(document.norm[first:last]) is not None
    return asked[key]


def _clause(norm: str, start: int, end: int) -> str:
    """The words between the commas around a match."""
    left = max(norm.rfind(mark, 0, start) for mark in "，。；：\n") + 1
    right = min((i for i in (norm.find(mark, end) for mark in "，。；\n") if i >= 0), default=len(norm))
    return norm[left:right]


def negated(before: str) -> bool:
    """Whether the words before a match, in its sentence, deny it."""
    if UNDOING.search(before, max(before.rfind("，"), before.rfind("："), len(before) - REACH) + 1):
        return True
    last = None
    for last in NEGATION.finditer(before):  # noqa: B007 — the nearest one counts
        pass
    if last is None or len(before) - last.end() > REACH:
        return False
    return not FRESH.search(before, last.end())
