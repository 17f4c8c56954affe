"""From the tree of a query to one SQL condition over `pub`; every value goes in as an escaped literal."""

import re
from collections.abc import Callable
from typing import Protocol

from fazhi.engines.patents import classes, numbers, schema
from fazhi.engines.patents.query import Join, Leaf, Near, Node, Not, QueryRefused, leaves
from fazhi.engines.patents.rows import without_kind
from fazhi.engines.patents.schema import TEXT, literal, literals
from fazhi.engines.patents.status import EVENT_WORDS, STATES
from fazhi.engines.patents.values import words


class Known(Protocol):
    """What only the store knows: the words of an index, and which classes stand below one."""

    def expand(self, index: str, like: str) -> list[str]: ...
    def below(self, kind: str, symbol: str) -> list[str]: ...


STATUS_WORDS = {"1": "有效", "0": "失效", "2": "审中", "999": "未确认"}
TIERS = {
    "核心": "tier >= 3",
    "CORE": "tier >= 3",
    "条件": "tier >= 2",
    "健康": "tier >= 2",
    "扩展": "tier >= 1",
    "全部": "tier >= 0",
}
EVENTS = ("公开", "实审", "实审生效", "授权", "驳回", "撤回", "视为撤回", "视为放弃", "权利终止", "恢复", "转移", "许可", "质押", "保全", "著录变更", "复审", "无效",
          "期限补偿", "开放许可", "更正", "异议", "其他")  # fmt: skip
WIDEST = 2000


def condition(node: Node, known: Known) -> str:
    """The SQL condition of a tree."""
    if isinstance(node, Join):
        return "(" + f" {node.word} ".join(condition(p, known) for p in node.parts) + ")"
    if isinstance(node, Not):
        return f"NOT {condition(node.part, known)}"
    if isinstance(node, Near):
        return _near(node, known)
    return _leaf(node, known)


def _leaf(leaf: Leaf, known: Known) -> str:
    if leaf.span:
        return (
            f"({leaf.field} BETWEEN {int(leaf.span[0])} AND {int(leaf.span[1])})"
            if leaf.span[0] != "0"
            else f"({leaf.field} <= {int(leaf.span[1])} AND {leaf.field} > 0)"
        )
    if leaf.field in TEXT or leaf.field == "tac":
        return _text(leaf, known)
    try:
        if leaf.field in ("ipc", "cpc"):
            return _class(leaf, known)
        return _EXACT[leaf.field](leaf)
    except QueryRefused:
        raise
    except ValueError as error:
        raise QueryRefused(leaf.at, str(error)) from None


def _text(leaf: Leaf, known: Known) -> str:
    if leaf.field == "tac":
        parts = [_text(Leaf(name, leaf.text, leaf.at, leaf.quoted, None, leaf.times), known) for name in ("ta", "cl")]
        return f"({parts[0]} OR {parts[1]})"
    x = TEXT[leaf.field]
    if re.search(r"[*?]", leaf.text) and not leaf.quoted:
        return _wildcard(leaf, x, known)
    found = words(leaf.text)
    if not found:
        raise QueryRefused(leaf.at, f"“{leaf.text}”里没有可检索的字词")
    match = f"hasAllTokens({x}, {literals(found)})" if len(found) == 1 else f"hasPhrase({x}, {literal(' '.join(found))})"
    if leaf.times == 1:
        return match
    if len(found) == 1 and leaf.field == "ta" and leaf.times <= schema.MOST:
        return f"(doc IN (SELECT doc FROM tf WHERE token = cityHash64({literal(found[0])}) AND n >= {leaf.times}))"  # noqa: S608
    return f"({match} AND length({_places(x, found)}) >= {leaf.times})"


def _wildcard(leaf: Leaf, x: str, known: Known) -> str:
    text = leaf.text.lower()
    if not re.fullmatch(r"[0-9a-z][0-9a-z*?]*", text):
        raise QueryRefused(leaf.at, "通配符只用于字母数字组成的词；中文请用较短的词，或用 near/n 连接两个词")
    if len(text.rstrip("*?")) < 2:
        raise QueryRefused(leaf.at, "通配符前至少要有两个字母")
    found = known.expand(schema.INDEX_OF[leaf.field], text.replace("*", "%").replace("?", "_"))
    if len(found) > WIDEST:
        raise QueryRefused(leaf.at, f"“{leaf.text}”展开后超过{WIDEST}个词，请写长一些")
    return f"hasAnyTokens({x}, {literals(found)})" if found else "(pd < 0)"


def _places(x: str, found: list[str]) -> str:
    """Positions (from 1) where the words begin in the tokens of an expression; read from the text, so only for candidates."""
    t = f"tokens({x}, 'asciiCJK')"
    tests = " AND ".join(f"t[i + {k}] = {literal(w)}" if k else f"t[i] = {literal(w)}" for k, w in enumerate(found))
    return (
        f"arrayFilter(i -> {tests.replace('t[', f'{t}[')}, arrayEnumerate({t}))"
        if len(found) == 1
        else f"arrayFilter((w, i) -> {tests.replace('t[i]', 'w', 1).replace('t[i +', f'{t}[i +')}, {t}, arrayEnumerate({t}))"
    )


def _near(node: Near, known: Known) -> str:
    fields = ["ta", "cl"] if node.left.field == "tac" else [node.left.field]
    return "(" + " OR ".join(_near_in(name, node, known) for name in fields) + ")"


def _near_in(name: str, node: Near, known: Known) -> str:
    x = TEXT[name]
    a, b = words(node.left.text), words(node.right.text)
    if not a or not b or re.search(r"[*?]", node.left.text + node.right.text):
        raise QueryRefused(node.left.at, f"{node.how} 两边要用不带通配符的词或短语")
    both = f"{_text(Leaf(name, node.left.text, node.left.at, True), known)} AND {_text(Leaf(name, node.right.text, node.right.at, True), known)}"
    if node.how in ("sen", "para"):
        raw = {"ta": "concat(ti, '\\n', ab)"}.get(name, name)
        cut = "[.!?;。！？；\\\\n]" if node.how == "sen" else "\\\\n"
        one, two = (_said_in(w) for w in (a, b))
        return f"({both} AND arrayExists(s -> {one} AND {two}, arrayMap(r -> tokens({schema.normal('r')}, 'asciiCJK'), splitByRegexp('{cut}', {raw}))))"
    first, second = _places(x, a), _places(x, b)
    gap = f"(q - p) BETWEEN {len(a)} AND {len(a) - 1 + max(node.distance, 1)}"
    if node.how == "near":
        gap = f"({gap} OR (p - q) BETWEEN {len(b)} AND {len(b) - 1 + max(node.distance, 1)})"
    return f"({both} AND arrayExists(p -> arrayExists(q -> {gap.replace('q - p', 'toInt64(q) - toInt64(p)').replace('p - q', 'toInt64(p) - toInt64(q)')}, {second}), {first}))"


def _said_in(found: list[str]) -> str:
    return f"hasSubstr(s, {literals(found)})"


# --- exact fields ------------------------------------------------------------------------------------------------------


def key(value: str) -> str:
    """A record that bears this key, through the index of keys."""
    return f"hasAllTokens(keys, {literals([value])})"


def _pn(leaf: Leaf) -> str:
    text = numbers.clean(leaf.text)
    if "*" in leaf.text or "?" in leaf.text:
        if not re.fullmatch(r"[A-Z]{2}[A-Z0-9]+\*", text):
            raise QueryRefused(leaf.at, "公开号的通配符只能放在末尾，前面至少要有国家代码和一位号码")
        return f"startsWith(pn, {literal(text[:-1])})"
    found = numbers.publication(leaf.text) if not text.startswith("XX") else numbers.Number("XX", text[2:-1], text[-1])
    by_key = key(f"n:{without_kind(str(found)) if found.kind else found}")
    return f"({by_key} AND pn = {literal(str(found))})" if found.kind else by_key


def _an(leaf: Leaf) -> str:
    if leaf.text.upper().startswith("XXA"):
        return key(f"a:{leaf.text.upper()}")
    return key(f"a:{numbers.application(leaf.text)}")


def _pr(leaf: Leaf) -> str:
    found = {numbers.clean(leaf.text), str(numbers.application(leaf.text))}
    return "hasAnyTokens(keys, " + literals(sorted(f"p:{f}" for f in found)) + ")"


def _cites(leaf: Leaf) -> str:
    found = str(numbers.publication(leaf.text)) if not leaf.text.upper().startswith("XX") else leaf.text.upper()
    return key(f"c:{without_kind(found)}")


def _class(leaf: Leaf, known: Known) -> str:
    """A level of the spelling is one key; a subgroup is all that the loaded scheme puts under it."""
    symbol, prefix = classes.asked(leaf.text), "i:" if leaf.field == "ipc" else "k:"
    found = known.below(leaf.field, symbol) if "/" in symbol else [symbol]
    return key(prefix + symbol) if len(found) == 1 else f"hasAnyTokens(keys, {literals([prefix + s for s in found])})"


def _state(leaf: Leaf) -> str:
    state = STATUS_WORDS.get(leaf.text, leaf.text)
    if state not in STATES:
        raise QueryRefused(leaf.at, f"没有“{leaf.text}”这种状态，可用：{'、'.join(STATES)}")
    return f"(st = {literal(state)})" if state != "审中" else "(st IN ('审中', '实质审查'))"


def _event(leaf: Leaf) -> str:
    cls = EVENT_WORDS.get(leaf.text, leaf.text)
    if cls not in EVENTS:
        raise QueryRefused(leaf.at, f"没有“{leaf.text}”这类事件，可用：{'、'.join(EVENTS)}")
    chosen = f"FROM event WHERE cls = {literal(cls)}"
    return f"((app != '' AND app GLOBAL IN (SELECT app {chosen})) OR num GLOBAL IN (SELECT num {chosen} AND num != ''))"


def _tier(leaf: Leaf) -> str:
    if leaf.text.upper() not in TIERS:
        raise QueryRefused(leaf.at, f"范围可用：{'、'.join(t for t in TIERS if t != 'CORE')}")
    return f"({TIERS[leaf.text.upper()]})"


def _plain(column: str) -> Callable[[Leaf], str]:
    return lambda leaf: f"({column} = {literal(leaf.text.upper())})"


_EXACT: dict[str, Callable[[Leaf], str]] = {
    "pn": _pn, "an": _an, "pr": _pr, "cites": _cites, "loc": lambda leaf: key(f"l:{classes.locarno(leaf.text)}"),
    "st": _state, "ev": _event, "tier": _tier, "cc": _plain("cc"), "kc": lambda leaf: f"(kc = {literal(leaf.text)})", "fam": lambda leaf: key(f"f:{leaf.text}"),
}  # fmt: skip


def ranked_tokens(node: Node) -> list[str]:
    """The words a query is ranked by: those of its text conditions in title, abstract or claims, each once."""
    found: dict[str, None] = {}
    for one in leaves(node):
        if one.field in ("ti", "ta", "tac", "cl") and one.span is None and not re.search(r"[*?]", one.text):
            found.update(dict.fromkeys(words(one.text)))
    return list(found)
