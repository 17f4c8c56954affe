"""The draft and its doubts as HTML, in plain strings: a draft of a hundred pages has some fifteen thousand values to set, which the
template language sets ten times slower. Every value passes `escape`."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from fazhi.domains.legality.bench import Doubt, Paragraph, Row

WHOLE = '<p class="heading">全文缺少或者不针对某一处的</p>'


def body(rows: Iterable[Row], loose: list[Doubt], may_judge: bool) -> SafeString:
    """All rows: words left, the doubts that begin in them right; last those on what is missing."""
    parts = [_row("".join(map(_paragraph, r.paragraphs)), r.doubts, may_judge) for r in rows]
    if loose:
        parts.append(_row(WHOLE, loose, may_judge))
    return mark_safe("\n".join(parts))  # noqa: S308


def _row(words: str, doubts: list[Doubt], may_judge: bool) -> str:
    beside = "".join(card(d, may_judge) for d in doubts)
    has = " has" if doubts else ""
    return f'<div class="row{has}"><div class="words">{words}</div><div class="doubts">{beside}</div></div>'


def _paragraph(p: Paragraph) -> str:
    return f'<p class="{p.kind}" data-at="{p.at}">{"".join(_piece(*piece) for piece in p.pieces)}</p>'


def _piece(words: str, n: int, severity: str, rejected: bool) -> str:
    if not n:
        return escape(words)
    return f'<mark class="{escape(severity)}{" rejected" if rejected else ""}" data-n="{n}">{escape(words)}</mark>'


def card(d: Doubt, may_judge: bool) -> SafeString:
    """One doubt: what, where, why, by which article, what is advised, and the buttons of who may judge it."""
    head = (f'<header><span class="sev">{escape(d.severity)}</span> <strong id="t-{d.n}">{d.n}. {escape(d.title)}</strong> '
            f'<span class="soft">{escape(d.place)}</span> <span class="state">{escape(d.state)}</span></header>')  # fmt: skip
    instead = f'<br><span class="soft">可改为：</span><ins>{escape(d.replacement)}</ins>' if d.replacement else ""
    parts = (
        f'<article class="doubt {escape(d.severity)} {escape(d.status)}" id="d-{d.n}" tabindex="-1" data-n="{d.n}" '
        f'data-status="{escape(d.status)}" data-act="{escape(d.act)}" aria-labelledby="t-{d.n}">{head}',
        _whence(d),
        f"<p data-why>{escape(d.why)}</p>",
        "".join(_basis(words, url) for words, url in d.bases),
        f'<p class="advice"><span data-advice>{escape(d.advice)}</span>{instead}</p>',
        f'<p class="soft">驳回理由：{escape(d.reason)}</p>' if d.reason else "",
        _acts(d) if may_judge else "",
        "</article>",
    )
    return mark_safe("".join(parts))  # noqa: S308


def _whence(d: Doubt) -> str:
    if d.origin == "model":
        return '<p class="from">语言模型提示，不是审查意见；须您核实后确认</p>'
    return '<p class="from">此规则确认率低，只作提示</p>' if d.hint else ""


def _basis(words: str, url: str) -> str:
    """A basis; where the catalogue knows the article it unfolds in place, without script it is a link."""
    if not url:
        return f'<p class="basis">依据：{escape(words)}</p>'
    return (f'<details class="basis" data-article="{escape(url)}"><summary>依据：{escape(words)}</summary>'
            f'<div class="unfold" aria-live="polite"><a href="{escape(url)}">查看条文</a></div></details>')  # fmt: skip


def _acts(d: Doubt) -> str:
    """Two buttons of the one form, two ways to the one editor."""
    button = '<button form="judge" formaction="{}" name="status" value="{}" data-key="{}">{}<kbd>{}</kbd></button>'
    way = '<a class="button" href="?n={}#edit" data-key="{}">{}<kbd>{}</kbd></a>'
    act = escape(d.act)
    acts = [button.format(act, "open", "u", "撤销", "u")] if d.status != "open" else []
    acts += [button.format(act, "confirmed", "a", "确认", "a")] if d.status != "confirmed" else []
    acts += [way.format(d.n, "x", "驳回", "x"), way.format(d.n, "e", "修改", "e")]
    return f'<div class="acts no-print">{"".join(acts)}</div>'
