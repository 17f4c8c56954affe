"""A patent in words: found words marked, the tree of a query, a mistake shown at its place, status and term explained."""

import re
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from fazhi.engines.patents import query

FIELDS = {"ti": "标题", "ta": "标题和摘要", "tac": "标题、摘要和权利要求", "cl": "权利要求", "ap": "申请人", "ow": "权利人", "inv": "发明人", "lo": "地区", "pn": "公开号",
          "an": "申请号", "pr": "优先权号", "ipc": "IPC分类", "cpc": "CPC分类", "loc": "洛迦诺分类", "pd": "公开日", "ad": "申请日", "prio": "优先权日", "st": "状态",
          "ev": "法律事件", "cc": "国家地区", "kc": "类型", "fam": "同族", "tier": "范围", "cites": "引用"}  # fmt: skip
SHOWN = {"ti": ("ti", "ta", "tac"), "ab": ("ta", "tac"), "cl": ("cl", "tac"), "ap": ("ap", "ow"), "inv": ("inv",)}
SNIPPET = 150
OFFICES = {
    "CN": "中国",
    "US": "美国",
    "EP": "欧洲专利局",
    "WO": "国际申请",
    "JP": "日本",
    "KR": "韩国",
    "DE": "德国",
    "TW": "中国台湾",
    "GB": "英国",
    "FR": "法国",
    "CA": "加拿大",
    "AU": "澳大利亚",
}
KINDS = {"A": "申请公布", "B": "授权", "U": "实用新型", "S": "外观设计", "T": "译文", "R": "检索报告", "其他": "其他"}


def day(number: Any) -> str:
    """20200131 → 2020-01-31; empty where unknown."""
    n = int(number or 0)
    return f"{n // 10000}-{n // 100 % 100:02d}-{n % 100:02d}" if n else ""


def office(code: str) -> str:
    return f"{OFFICES[code]}（{code}）" if code in OFFICES else code


# --- found words ------------------------------------------------------------------------------------------------------------


def pattern(node: query.Node | None, part: str) -> re.Pattern[str] | None:
    """What to mark in one part of a record (ti, ab, cl, ap, inv): the words the query asks for there, not those it excludes."""
    if node is None:
        return None
    texts = {leaf.text: leaf.quoted for leaf in query.leaves(node) if leaf.field in SHOWN[part] and leaf.span is None}
    ways = [way for text, quoted in sorted(texts.items(), key=lambda t: -len(t[0])) if (way := _way(text, quoted))]
    return re.compile("|".join(ways), re.I) if ways else None


def _way(text: str, quoted: bool) -> str:
    words = re.findall(r"[0-9a-z*?]+|[^\x00-\x7f]" if not quoted else r"[0-9a-z]+|[^\x00-\x7f]", text.lower())
    parts = [re.escape(w).replace(r"\*", "[0-9a-z]*").replace(r"\?", "[0-9a-z]") for w in words]
    if not parts:
        return ""
    whole = r"[\s,.:;'_，。、]*".join(parts)
    head = r"(?<![0-9a-z])" if words[0].isascii() else ""
    return head + whole + (r"(?![0-9a-z])" if words[-1].isascii() else "")


def marked(text: str, found: re.Pattern[str] | None) -> SafeString:
    """The text with the found words in <mark>; everything escaped."""
    if found is None:
        return mark_safe(escape(text))  # noqa: S308 - escaped
    parts, at = [], 0
    for m in found.finditer(text):
        if m.end() > m.start():
            parts += [escape(text[at : m.start()]), f"<mark>{escape(m[0])}</mark>"]
            at = m.end()
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308 - every text is escaped here


def snippet(text: str, found: re.Pattern[str] | None) -> SafeString:
    """A piece of the text around the first found word."""
    m = found.search(text) if found else None
    start = max(0, m.start() - 30) if m else 0
    if start and text[start].isascii():
        start = max(text.rfind(" ", 0, start), 0)
    cut = text[start : start + SNIPPET]
    return mark_safe(("…" if start else "") + marked(cut, found) + ("…" if start + SNIPPET < len(text) else ""))  # noqa: S308 - escaped by marked


# --- the query --------------------------------------------------------------------------------------------------------------


def tree(node: query.Node) -> SafeString:
    """The parsed query as a nested list."""
    return mark_safe(f"<ul class='tree'>{_branch(node)}</ul>")  # noqa: S308 - every text is escaped in _branch


def _branch(node: query.Node) -> str:
    if isinstance(node, query.Join):
        head = "同时满足（AND）" if node.word == "AND" else "满足其一（OR）"
        return f"<li>{head}<ul>{''.join(map(_branch, node.parts))}</ul></li>"
    if isinstance(node, query.Not):
        return f"<li>排除（NOT）<ul>{_branch(node.part)}</ul></li>"
    if isinstance(node, query.Near):
        how = {
            "near": f"相隔不超过{node.distance}个词",
            "pre": f"依次出现、相隔不超过{node.distance}个词",
            "sen": "在同一句",
            "para": "在同一段",
        }[node.how]
        return f"<li>{how}<ul>{_branch(node.left)}{_branch(node.right)}</ul></li>"
    value = f"{_span(node.span[0])}至{_span(node.span[1])}" if node.span else f"“{node.text}”"
    often = f"，至少{node.times}次" if node.times > 1 else ""
    return f"<li>{escape(FIELDS.get(node.field, node.field))}：{escape(value)}{often}</li>"


def _span(text: str) -> str:
    return day(text) if text != "0" else "最早"


def shown_wrong(text: str, at: int | None) -> SafeString:
    """The query with the wrong place marked; a mark after the end where something is lacking."""
    if at is None:
        return mark_safe("")
    here = escape(text[at : at + 1].strip()) or "␣"
    return mark_safe(f"{escape(text[:at])}<mark class='wrong'>{here}</mark>{escape(text[at + 1 :])}")  # noqa: S308 - escaped


# --- status and term --------------------------------------------------------------------------------------------------------


def status_words(r: dict[str, Any]) -> str:
    """Why the status is what it is, in one sentence."""
    state, said = r["st"], [e for e in r.get("events", ()) if e["cls"] in REASONS.get(r["st"], ())]
    if said:
        last = said[-1]
        return f"{state}：依据{day(last['date'])}的“{last['cls']}”事件（来源：{source(last['src'])}）。"
    return f"{state}：{PLAIN.get(state, '依据文献种类和日期推算，没有相关法律事件。')}"


REASONS = {
    "有效": ("授权", "恢复"),
    "失效": ("权利终止", "驳回", "撤回", "视为撤回", "视为放弃", "无效", "无效全部"),
    "实质审查": ("实审", "实审生效"),
}
PLAIN = {"有效": "本件为授权文本，没有登记终止、无效等事件。", "失效": "按预估到期日已经届满。", "审中": "本件为申请公布文本，没有登记授权、驳回、撤回等事件。",
         "实质审查": "已进入实质审查，尚无授权、驳回等事件。", "PCT指定期内": "国际申请，自申请日起三年内，可以进入各国。", "PCT指定期满": "国际申请的进入期限已过，各国的权利以进入后的国家申请为准。",
         "未确认": "欧洲专利按国别生效，或者该局数据不足，不作推断。"}  # fmt: skip


def term_words(r: dict[str, Any]) -> str:
    """How the estimated end of the term comes about."""
    if not r["term"]:
        return "没有预估到期日：国际申请本身没有期限，或者缺少申请日。"
    if r["cc"] == "CN":
        years = {"U": "十年", "S": "十五年" if r["ad"] >= 20210601 else "十年"}.get(r["kc"], "二十年")
        how = f"自申请日{day(r['ad'])}起算{years}（专利法第四十二条）"
    else:
        how = f"自{'授权' if r['cc'] == 'US' and r['kc'] == 'S' else '申请'}日起算，按该局的期限"
    more = f"，另加授权时给予的延长{r['ext_days']}日" if r.get("ext_days") else ""
    return f"{day(r['term'])}：{how}{more}。这是预测，缴费、放弃、无效、期限补偿都会改变它，以登记簿为准。"


def source(name: str) -> str:
    return "虚构的试验数据" if name == "synthetic" else name
