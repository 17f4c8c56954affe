"""The pieces of markup that come many times a page, written straight: a template would look up a thousand names for them."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from fazhi.kernel.declare import Step
    from fazhi.surfaces.boxpage import Line
    from fazhi.surfaces.lights import Light
    from fazhi.surfaces.lists import Row
    from fazhi.surfaces.nav import Word

HERE = ' aria-current="page"'


def light(one: "Light") -> str:
    """A light with its word; the term and its article on hover and on focus."""
    word = f'<span class="light {one.kind}">{escape(one.text)}</span>'
    if not one.label:
        return word
    until = f"，至{one.due}" if one.due else ""
    basis = f"<br>{escape(one.basis)}" if one.basis else ""
    return f'<span class="tip" tabindex="0">{word}<span class="tip-text" role="note">{escape(one.label)}{until}{basis}</span></span>'


def row(one: "Row") -> SafeString:
    """One line of a list of cases."""
    case = one.case
    cells = "".join(
        f'<td data-label="{escape(label)}"{" class=nowrap" if len(text) < 8 else ""}>{escape(text)}</td>'
        for label, text in one.cells
    )
    return mark_safe(  # noqa: S308 - every text is escaped here
        f'<tr><td class="nowrap"><a href="/case/{case.pk}/">{escape(case.number or "（无案号）")}</a></td><td class="main">{escape(case.title)}</td>'
        f'<td class="nowrap" data-label="状态">{escape(case.state_label)}</td>{cells}<td>{light(one.light)}</td>'
        f'<td data-label="机关">{escape(one.organ)}</td><td class="nowrap" data-label="承办人">{escape(one.handler)}</td></tr>'
    )


def options(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """The options of a select."""
    parts = [f'<option value="{escape(v)}"{" selected" if v == chosen else ""}>{escape(text)}</option>' for v, text in choices]
    return mark_safe("".join(parts))  # noqa: S308 - every text is escaped here


def line(one: "Line") -> SafeString:
    """One line of a box: of a term or a case in hand with its light and holder, or of a step taken with its day."""
    case = one.case
    number = f'<a href="/case/{case.pk}/">{escape(case.number or "（无案号）")}</a>'
    what = (
        f'<td class="nowrap" data-label="案号">{number}</td><td class="main">{escape(case.title)}</td>'
        f'<td class="nowrap" data-label="状态">{escape(case.state_label)}</td>'
    )
    if one.light is None:
        return mark_safe(f'<tr><td class="nowrap" data-label="日期">{one.on}</td><td>{escape(one.what)}</td>{what}</tr>')  # noqa: S308
    holder = f'<td class="nowrap" data-label="由谁办">{escape(one.holder)}</td>'
    return mark_safe(f'<tr>{what}<td data-label="期限">{escape(one.what)}</td><td>{light(one.light)}</td>{holder}</tr>')  # noqa: S308


@lru_cache(256)
def menu(openings: tuple[tuple["Word", "Step"], ...]) -> SafeString:
    """The cases one may open, as entries of a menu."""
    items = (
        f'<li><a href="/cases/{word.key}/new/{step.key}/">{escape(word.label)}：{escape(step.label)}</a></li>'
        for word, step in openings
    )
    return mark_safe("".join(items))  # noqa: S308 - every text is escaped here


def choice(name: str, label: str, choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """A filter of a list: its label and its select."""
    key, label = f"f-{escape(name)}", escape(label)
    return mark_safe(  # noqa: S308 - every text is escaped here
        f'<div><label for="{key}">{label}</label><select id="{key}" name="{escape(name)}">{options(choices, chosen)}</select></div>'
    )


@lru_cache(256)
def navigation(entries: tuple[tuple[str, str], ...], here: str) -> SafeString:
    """The entries of the top line; the one that stands for this page is marked."""
    items = "".join(
        f'<li><a href="{escape(url)}"{HERE if url == here else ""}>{escape(label)}</a></li>' for url, label in entries
    )
    return mark_safe(items)  # noqa: S308 - every text is escaped here
