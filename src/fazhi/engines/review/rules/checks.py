"""Rules that need the whole document: articles, references inside it, dates, amounts, defined terms."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from ..model import Check, Hit
from ..structure import NUMERAL, Document, chinese_number
from .amounts import capital_to_fen, figure_to_fen

DATE = r"(\d{4})年(\d{1,2})月(\d{1,2})日"
COUNT = rf"([{NUMERAL}]+|\d+)"
ITEM_HEAD = re.compile(rf"（([{NUMERAL}]+)）|(?=(?:第[{NUMERAL}]+条|[{NUMERAL}]+、))")
ITEM_SIGNS = frozenset("（第" + NUMERAL)
WEEKS = re.compile(r"(?:期限|期间|时间|意见)(?:为|是|：)?(?:[一二两三1-3]个?(?:周|星期)|半个?月)")
PLAIN_DAYS = re.compile(rf"(?<!自然)(?<!工作){COUNT}个?$")


def article_order(document: Document) -> Iterator[Hit]:
    """Article numbers must rise by one (F04)."""
    articles = document.articles
    if len(articles) < 2 or articles[0].number != 1:
        return  # an excerpt starts anywhere
    for before, after in pairwise(articles):
        if after.number == before.number + 1:
            continue
        if after.number == 1:
            return  # a second text begins here (a printed document after its notice)
        yield after.start, after.start + len(after.label)


def own_references(document: Document) -> Iterator[Hit]:
    """本办法第N条 beyond the last article (F05)."""
    articles = document.articles
    if len(articles) < 2 or articles[0].number != 1:
        return
    numbers = {a.number for a in articles}
    for m in re.finditer(
        rf"本(?:办法|规定|细则|条例|意见|合同|协议|方案|措施|通知|制度|章程|规则|决定)第{COUNT}条", document.norm
    ):
        if chinese_number(m[1]) not in numbers:
            yield m.span()


def annex_references(document: Document) -> Iterator[Hit]:
    """见附件N where the annexes are there but not this one (F13)."""
    named = (re.match(rf"附件{COUNT}(?:：|$)", line) for _, line in document.lines if line.startswith("附件"))
    heads = [chinese_number(m[1]) for m in named if m]
    if not heads:
        return
    for m in re.finditer(rf"(?:见|按|填写)附件{COUNT}", document.norm):
        if chinese_number(m[1]) not in heads:
            yield m.span()


def item_order(document: Document) -> Iterator[Hit]:
    """（一）（三）: an item is left out or doubled (F06)."""
    last = 0
    for start, line in document.lines:
        if line[0] not in ITEM_SIGNS or (m := ITEM_HEAD.match(line)) is None:
            continue
        number = chinese_number(m[1]) if m[1] else 0
        if last and number and number not in (last + 1, 1):
            yield start, start + m.end()
        last = number


def unused_term(document: Document) -> Iterator[Hit]:
    """以下简称“×” never used again (F07)."""
    for m in re.finditer(r"以下(?:统称|简称|合称)：?[“\"]([^”\"]{2,16})[”\"]", document.norm):
        if document.norm.count(m[1], m.end()) == 0 and len(document.norm) > m.end() + 10:
            yield m.span()


def must_and_shall(document: Document) -> Iterator[Hit]:
    """应当 and 必须 for plain duties in one text: told once, at the first 必须 (F08)."""
    first = re.search(r"必须(?!以|全部|依法|的)", document.norm)
    if first and "应当" in document.norm and document.norm.count("必须") > 1:
        yield None


def two_kinds_of_days(document: Document) -> Iterator[Hit]:
    """Plain days beside working days: told once (F11)."""
    norm = document.norm
    if "工作日" not in norm or "自然日" in norm:
        return
    if any(PLAIN_DAYS.search(norm, max(0, m.start() - 8), m.start()) for m in re.finditer("日之?内", norm)):
        yield None


def comment_days(document: Document) -> Iterator[Hit]:
    """A stated term for public comment under 30 days (D06, G05)."""
    for asked in re.finditer(r"(?:征求|听取|征集)[^。；\n]{0,12}意见", document.norm):
        at, end = document.sentence(asked.start())
        sentence = document.norm[at:end]
        if re.search(r"缩短|紧急|部门意见|会签|情况特殊", sentence):
            continue
        dates = re.search(rf"{DATE}[^。；]{{0,8}}(?:至|到|—|-)(?:{DATE}|(\d{{1,2}})月(\d{{1,2}})日)", sentence)
        if dates:
            first, last = _two_dates(dates)
            if first and last and 0 <= (last - first).days < 29:
                yield at + dates.start(), at + dates.end()
            continue
        term = re.search(rf"(?:期限|期间|时间|意见)(?:为|不少于|是|：)?{COUNT}(?:个)?(工作)?(?:日|天)", sentence)
        if term and chinese_number(term[1]) < (20 if term[2] else 30):
            yield at + term.start(), at + term.end()
        short = None if term else WEEKS.search(sentence)
        if short:
            yield at + short.start(), at + short.end()


def _two_dates(m: re.Match[str]) -> tuple[date | None, date | None]:
    year, month, day_, year2, month2, day2, month3, day3 = m.groups()
    begin = _date(year, month, day_)
    return begin, _date(year2, month2, day2) if year2 else _date(year, month3, day3)


def _date(year: str, month: str, day_: str) -> date | None:
    try:
        return date(int(year), int(month), int(day_))
    except ValueError:
        return None


def validity_dates(document: Document) -> Iterator[Hit]:
    """From, until and the number of years must agree (F23)."""
    for m in re.finditer(rf"自{DATE}起[^。]{{0,30}}?(?:有效期|至|止)[^。]*", document.norm):
        begin = _date(m[1], m[2], m[3])
        until = re.search(rf"至{DATE}", m[0])
        years = re.search(rf"(?:有效期|期限)(?:为|限)?{COUNT}年", m[0])
        end = _date(until[1], until[2], until[3]) if until else None
        if not begin or not end:
            continue
        if end < begin or (years and not _years_fit(begin, end, chinese_number(years[1]))):
            yield m.start(), m.start() + len(m[0].rstrip("。"))


def _years_fit(begin: date, end: date, years: int) -> bool:
    """The last day is the eve of the anniversary; the anniversary itself is let pass."""
    anniversary = date(begin.year + years, begin.month, min(begin.day, 28) if begin.month == 2 else begin.day)
    return 0 <= (anniversary - end).days <= 1


def amounts(document: Document) -> Iterator[Hit]:
    """A sum in figures and the same sum in capitals (E41)."""
    figure = r"(?P<n>\d[\d，,]*(?:\.\d+)?)(?P<u>[万亿]?)元?"
    capital = r"(?P<c>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿圆元角分整]{3,})"
    for m in re.finditer(rf"{figure}[^。；\n]{{0,12}}(?:大写)[^。；\n]{{0,8}}?{capital}", document.norm):
        if figure_to_fen(m["n"], m["u"]) != capital_to_fen(m["c"]):
            yield m.span()
    for m in re.finditer(
        rf"(?:大写)[^。；\n]{{0,8}}?{capital}[^。；\n]{{0,10}}(?:小写|￥|¥)[^。；\n\d]{{0,6}}{figure}", document.norm
    ):
        if figure_to_fen(m["n"], m["u"]) != capital_to_fen(m["c"]):
            yield m.span()


def no_basis(document: Document) -> Iterator[Hit]:
    """Duties without a basis named in the first two articles (A14)."""
    articles = document.articles
    if len(articles) < 3 or articles[0].number != 1:
        return
    opening = document.norm[: articles[2].start]
    if not re.search(r"《|有关(?:法律|规定)|法律(?:、|和)", opening) and re.search(r"应当|必须|禁止|不得", document.norm):
        yield articles[0].start, articles[1].start


def title_elements(document: Document) -> Iterator[Hit]:
    """A title without its kind of document (F01)."""
    title = document.title
    kinds = r"(?:办法|规定|细则|意见|通知|方案|决定|公告|通告|措施|规则|制度|规划|计划|纲要|标准|指南|清单|目录|批复|函|决议|公报|报告|请示|议案|纪要|命令|条例|规范|章程|流程|要点|政策|说明|手册|工作|建议|协议|合同|书)"
    if not document.articles or not title or title.startswith("第"):
        return
    if not re.search(kinds + r"(?:（[^）]*）)?$", title):
        at = document.norm.index(title)
        yield at, at + len(title)


def named_regulation(document: Document) -> Iterator[Hit]:
    """A district's document that calls itself 条例 (F02)."""
    first = document.norm.lstrip("\n").split("\n", 1)[0]
    if 4 < len(first) <= 40 and first.endswith("条例") and not re.search(r"《|中华人民共和国|国务院|省", first):
        end = document.norm.index(first) + len(first)
        yield end - 2, end


def date_form(document: Document) -> Iterator[Hit]:
    """The date under the text in Chinese figures or with a leading nought (F14)."""
    signature = document.signature
    if signature and re.search(r"[〇○零一二三四五六七八九]年|年0|月0", document.norm[slice(*signature)]):
        yield signature


def _is_contract(document: Document) -> bool:
    return bool(re.search(r"甲方", document.norm) and re.search(r"乙方", document.norm)) and len(document.articles) > 1


def essential_terms(document: Document) -> Iterator[Hit]:
    """Two or more of the essential terms are nowhere spoken of (E03)."""
    words = (
        r"数量|面积|份|\d+(?:个|台|套|张|亩|平方米)|[一二三四五六七八九十百]+(?:个|台|套|张|亩)",
        r"质量|标准|验收|要求|合格",
        r"价款|报酬|金额|元|费用|租金",
        r"期限|日内|日前|年|月|工期|交付",
    )
    if _is_contract(document) and sum(not re.search(w, document.norm) for w in words) >= 2:
        yield None


def one_sided(document: Document) -> Iterator[Hit]:
    """No liability for breach, or for one side only (E04)."""
    if not _is_contract(document):
        return
    text = document.norm
    bound = re.search(r"乙方[^。；]{0,12}违约|乙方[^。]{0,40}违约金", text)
    both = re.search(r"甲方[^。；]{0,20}(?:违约|逾期)|双方|任何一方|一方违约|各方|违约方", text)
    if "违约" not in text or (bound and not both):
        yield None


def administrative_arbitration(document: Document) -> Iterator[Hit]:
    """Arbitration in an administrative agreement (E08): the whole text tells its kind, the clause is pinned."""
    kind = re.search(
        r"特许经营|征收补偿|征地补偿|安置补偿|补偿安置|拆迁补偿|保障性住房|矿业权|国有(?:建设)?(?:土地|用地)使用权出让|土地出让|自然资源使用权|政府和社会资本合作|招商引资",
        document.norm,
    )
    if kind is None:
        return
    for m in re.finditer(r"(?:提交|申请|提请|由)[^。；，\n]{0,16}仲裁(?:委员会|院)?(?:仲裁)?", document.norm):
        if not re.search(r"劳动|人事|不得|不能", document.norm[slice(*document.sentence(m.start()))]):
            yield m.span()


def subsidy_without_exit(document: Document) -> Iterator[Hit]:
    """A promised subsidy without targets or claw-back (E48)."""
    text = document.norm
    promised = re.search(r"招商|投资协议|项目协议", text) and re.search(r"甲方[^。；]{0,20}(?:补贴|奖励|扶持资金|补助)", text)
    if promised and not re.search(r"考核|追回|退还|绩效|分期|达标", text):
        yield None


CHECKS: dict[str, Check] = {
    "A14": no_basis,
    "D06": comment_days,
    "E03": essential_terms,
    "E04": one_sided,
    "E08": administrative_arbitration,
    "E41": amounts,
    "E48": subsidy_without_exit,
    "F01": title_elements,
    "F02": named_regulation,
    "F04": article_order,
    "F05": own_references,
    "F06": item_order,
    "F07": unused_term,
    "F08": must_and_shall,
    "F11": two_kinds_of_days,
    "F13": annex_references,
    "F14": date_form,
    "F23": validity_dates,
    "G05": comment_days,
}
