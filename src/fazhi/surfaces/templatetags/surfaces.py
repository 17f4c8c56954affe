"""Template filters of the surfaces: a key of a dictionary, and a link from an article to its page."""

from typing import Any
from urllib.parse import quote

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """mapping[key], or nothing."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def article_links(bases: Any) -> str:
    """Bases as links to the article in the law library."""
    return format_html_join("、", "{}", ((article_link(b),) for b in bases))


def article_link(basis: Any) -> str:
    if basis.article is None:
        return format_html('<a href="/laws/{}/">{}</a>', quote(basis.law.title), str(basis))
    return format_html(
        '<a href="/laws/{}/{}/?version={}">{}</a>', quote(basis.law.title), basis.article, basis.law.version, str(basis)
    )


@register.filter
def question_value(value: Any, question: Any) -> str:
    from fazhi.surfaces.shown import value as shown

    return shown(question, value)


@register.simple_tag
def article_anchor(basis: Any) -> str:
    """One basis as a link."""
    return article_link(basis)


@register.filter
def seat_label(key: str) -> str:
    """The label of a seat by its key."""
    from fazhi.surfaces.people import seat_labels

    return seat_labels().get(key, key)


@register.simple_tag
def article_words(basis: Any) -> str:
    """Where the words of an article are fetched from. (A Law answers to [], so templates must not look into it themselves.)"""
    return f"/laws/{quote(basis.law.title)}/{basis.article}/words/?version={basis.law.version}"


@register.filter
def art_label(article: Any) -> str:
    """第三十条 or 第三十条之一 of an article."""
    from fazhi.law.numerals import article_label

    return article_label(article.number, of=article.of)


@register.filter
def lines(text: str) -> list[str]:
    """The lines of a text."""
    return str(text).split("\n")


@register.simple_tag
def demo_people() -> Any:
    """The demonstration logins by organ; none in production."""
    from fazhi.surfaces.web.login import demo_people as found

    return found()


@register.filter
def is_pair(cell: Any) -> bool:
    """Whether a cell is (text, address)."""
    return isinstance(cell, tuple)


@register.filter
def plain_day(cell: Any) -> str:
    """A day as 2024-03-04, everything else as it is."""
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


@register.simple_tag
def demo_chief() -> Any:
    """The demonstration people a newcomer tries first."""
    from fazhi.surfaces.web.login import demo_chief as found

    return found()
