"""Lines the domains lay above a person's to-do list: `notices(user)` of a domain's notices.py answers with (words, address)."""

from typing import Any

from fazhi.kernel.registry import modules


def notices(user: Any) -> list[tuple[str, str]]:
    return [line for module in modules("notices") for line in module.notices(user)]
