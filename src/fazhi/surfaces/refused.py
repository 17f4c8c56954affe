"""What a person was refused is told to the domains that keep a log of it: every module `refusals` with `refused(refusal, case, user)`."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fazhi.kernel.models import Case
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.registry import modules

log = logging.getLogger(__name__)


def tell(refusal: Refusal, case: Case, user: Any) -> None:
    """Tell a refusal by a rule of law (a guard's) once the refused transaction is over. A log that cannot be written never hides
    the refusal itself."""
    if refusal.code != "need":
        return
    for module in modules("refusals"):
        try:
            module.refused(refusal, case, user)
        except Exception:
            log.exception("拦截记录没有写入：%s", refusal)


@contextmanager
def telling(case: Case, user: Any) -> Iterator[None]:
    """Around a `perform` that stands in no outer transaction."""
    try:
        yield
    except Refusal as refusal:
        tell(refusal, case, user)
        raise
