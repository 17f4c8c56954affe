"""The two pieces of markup that come many times a page, written straight: a template would look up a thousand names for them."""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from fazhi.surfaces.lights import Light
    from fazhi.surfaces.lists import Row


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
