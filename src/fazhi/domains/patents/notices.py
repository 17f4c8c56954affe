"""The line above a person's to-do list when saved searches have found something."""

from typing import Any

from fazhi.domains.patents.alerts import unseen


def notices(user: Any) -> list[tuple[str, str]]:
    n = unseen(user)
    return [(f"保存的专利检索式有{n}份新的提醒", "/patents/saved/")] if n else []
