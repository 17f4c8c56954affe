"""The exchange formats, one file each: how a stream splits into records, and what one record says."""

from fazhi.engines.patents.formats import assignment, cnipa, docdb, greenbook, lens, uspto, wipo
from fazhi.engines.patents.formats.base import Format, Refused

ALL: tuple[Format, ...] = (
    lens.FORMAT,
    assignment.FORMAT,
    docdb.FORMAT,
    cnipa.FORMAT,
    uspto.FORMAT,
    greenbook.FORMAT,
    greenbook.BRS,
    wipo.FORMAT,
)
BY_NAME: dict[str, tuple[Format, ...]] = {
    "lens": (lens.FORMAT,), "uspto": (uspto.FORMAT, greenbook.FORMAT, greenbook.BRS), "docdb": (docdb.FORMAT,), "ops": (docdb.FORMAT,),
    "assignment": (assignment.FORMAT,), "wipo": (wipo.FORMAT,), "cnipa": (cnipa.FORMAT,),
}  # fmt: skip


def choose(head: bytes, name: str) -> Format | None:
    """The format of a stream by its first bytes; None when it is none of ours."""
    return next((f for f in ALL if f.sniff(head, name)), None)


__all__ = ["ALL", "BY_NAME", "Format", "Refused", "choose"]
