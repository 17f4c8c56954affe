"""The list of rules whose law has been amended since the rule was written against it."""

from collections.abc import Callable

from .model import Rule
from .rules import RULES, laws


def to_recheck(newest: Callable[[str], str | None]) -> list[tuple[Rule, str, str, str]]:
    """Rules to be re-checked: (rule, law, version it was written against, newest version).

    `newest` answers with the promulgation day (ISO) of a law's newest text, from its short title; None where it is not known.
    """
    out = []
    for rule in RULES:
        for law in dict.fromkeys(basis.split(" ")[0] for basis in rule.basis):
            written, now = laws()[law][0] if law in laws() else "", newest(law) or ""
            if written and now > written:
                out.append((rule, law, written, now))
    return out
