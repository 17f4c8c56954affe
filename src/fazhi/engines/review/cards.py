"""The rule cards as a printed sheet for the lawyer who checks them, and the list of rules whose law has changed."""

import re
from collections.abc import Mapping
from datetime import date
from html import escape
from itertools import groupby

from .model import GROUPS, Rule
from .rules import RULES

KINDS = {"N": "规范性文件", "P": "政策文件", "D": "重大决策", "C": "合同"}
STYLE = """
body { font: 15px/1.7 "Noto Serif CJK SC", serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }
article { border-top: 1px solid #999; padding: .6rem 0 1rem; break-inside: avoid; } h3 { margin: 0; font-size: 1.05rem; }
dl { display: grid; grid-template-columns: 6rem 1fr; margin: .3rem 0 0; } dt { color: #555; } dd { margin: 0; }
code { font: 12px/1.5 monospace; overflow-wrap: anywhere; } .重大 { color: #a11a0d; } .应改 { color: #7a4a00; } .提示 { color: #1d4e89; }
nav { columns: 3; font-size: 13px; } @media print { nav { display: none; } }
"""


def cards_html(rules: tuple[Rule, ...] = RULES, title: str = "审查规则卡片") -> str:
    """One page: every rule with its basis, its words, what fires and what does not."""
    groups = [(g, list(of)) for g, of in groupby(rules, key=lambda r: r.group)]
    toc = "".join(f"<a href='#{r.id}'>{r.id} {escape(r.title)}</a><br>" for r in rules)
    body = "".join(f"<h2>{g} {GROUPS[g]}（{len(of)}条）</h2>{''.join(map(card_html, of))}" for g, of in groups)
    return (
        f"<!doctype html><html lang=zh-CN><meta charset=utf-8><title>{escape(title)}</title><style>{STYLE}</style>"
        f"<h1>{escape(title)}</h1><p>共{len(rules)}条。规则只提出疑点，结论由审查人确认。</p><nav>{toc}</nav>{body}</html>"
    )


def card_html(rule: Rule) -> str:
    """One card."""
    rows = [
        (
            "等级",
            f"<span class={rule.severity}>{rule.severity}</span>　适用：{'、'.join(KINDS[k] for k in rule.kinds)}　触发：{rule.trigger}",
        ),
        ("依据", escape("；".join(rule.basis))),
        ("版本", f"{escape(rule.basis[0].split(' ')[0])} {rule.version} 文本；规则自 {rule.since} 起有效" + _until(rule.until)),
        ("理由", escape(rule.why)),
        ("建议", escape(rule.suggestion)),
        ("违例", escape(_shown(rule.bad))),
        ("放行", escape(_shown(rule.good))),
    ]
    rows += [("模式", f"<code>{escape(p)}</code>") for p in rule.patterns]
    if rule.unless:
        rows.append(("排除", f"<code>{escape(rule.unless)}</code>"))
    if rule.absent:
        rows.append(("全文不出现", f"<code>{escape(rule.absent)}</code>"))
    if rule.narrowed:
        rows.append(("说明", escape(rule.narrowed)))
    lines = "".join(f"<dt>{name}<dd>{value}" for name, value in rows)
    return f"<article id={rule.id}><h3>{rule.id} {escape(rule.title)}</h3><dl>{lines}</dl></article>"


def _until(day: date) -> str:
    return "" if day == date.max else f"，至 {day} 止"


def _shown(example: object) -> str:
    return example if isinstance(example, str) else f"台账：{dict(example)}"  # type: ignore[call-overload]


def to_recheck(newest: Mapping[str, str]) -> list[tuple[Rule, str, str]]:
    """Rules to be re-checked: (rule, version it was written against, newest version) where the law was amended since.

    `newest` maps a law's short title to the promulgation day (ISO) of its newest text.
    """
    out = []
    for rule in RULES:
        for law in dict.fromkeys(re.split(" ", basis)[0] for basis in rule.basis):
            known = _version(law)
            if known and newest.get(law, "") > known:
                out.append((rule, known, newest[law]))
                break
    return out


def _version(law: str) -> str:
    from .rules import laws

    return laws()[law][0] if law in laws() else ""
