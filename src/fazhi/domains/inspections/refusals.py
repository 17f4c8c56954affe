"""Every refusal by a hard rule, whoever met it and through whichever door, becomes a sealed line of the block log."""

import re
from typing import Any

from django.utils import timezone

from fazhi.domains.inspections import engine
from fazhi.kernel.models import Case
from fazhi.kernel.refusal import Refusal

SAID = re.compile(r"不能提交：(?P<why>.*)（规则(?P<rule>R\d\d)）。可改为：(?P<instead>.*)", re.S)


def refused(refusal: Refusal, case: Case, user: Any) -> None:
    """Keep it under the body that was refused, where the supervision organ sees it."""
    found = SAID.search(refusal.what)
    if found is None:
        return
    engine.record_block(
        found["rule"], case.organ, found["why"], timezone.localdate(), getattr(case.facts, "uscc", ""), basis="、".join(refusal.basis),
        instead=found["instead"], who=user.get_full_name() or user.get_username(), matter=case.number or case.title,
    )  # fmt: skip
