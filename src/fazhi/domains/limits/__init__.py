"""Standing time limits of fields whose procedures do not run here (yet): known to `fazhi clocks` and `fazhi due`, by their ids."""

from fazhi.kernel.calendar import Period
from fazhi.kernel.declare import Basis, Clock


def limit(
    ref: str,
    label: str,
    period: Period,
    basis: Basis,
    start: str,
    effect: str = "",
    *,
    extend: Period | None = None,
    extra: str = "",
) -> Clock:
    """One row: id, what, how long, where it stands, what starts it, what follows when it ends, by how much it may be extended."""
    extension = (None, extend, basis) if extend else None
    return Clock(label, period, basis=basis, ref=ref, counted_from=start, effect=effect, when_label=extra, extend=extension)
