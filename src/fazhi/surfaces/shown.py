"""How a value is shown to people: choices by label, money in yuan, dates, masked personal data."""

from datetime import date
from typing import Any

from fazhi.kernel.documents import shown as shown_fact

MASK = "＊"


def value(question: Any, raw: Any) -> str:
    """A fact as people read it; empty for nothing said."""
    if raw in (None, "", []):
        return ""
    if isinstance(raw, date):
        return raw.isoformat()
    if question.kind in ("long", "text") and not question.choices:
        return str(raw)
    try:
        return shown_fact(question, raw)
    except (TypeError, ValueError):
        return str(raw)


def masked(raw: Any) -> str:
    """Personal data as a list may show it: the first character and marks; long numbers keep four figures at the end."""
    text = str(raw or "")
    if not text:
        return ""
    if len(text) >= 7 and text[-4:].isdigit():
        return MASK * 3 + text[-4:]
    return text[0] + MASK * (2 if len(text) > 2 else 1)
