"""Which answers to a court are on their tenth or thirteenth day: the days on which the handler is reminded."""

from datetime import date, timedelta
from typing import Any

from fazhi.kernel.models import Deadline

ON_DAYS = (10, 13)  # of the fifteen of article 67


def answers_to_remind(today: date) -> list[Any]:
    """The running answer terms that began ten or thirteen days before `today`."""
    began = [today - timedelta(n) for n in ON_DAYS]
    return list(Deadline.objects.filter(ref="SS-07", state="running", start__in=began).select_related("case").order_by("due"))
