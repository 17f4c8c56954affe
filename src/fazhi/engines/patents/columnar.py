"""The worker's half of a load: pieces of a file become rows in columns, with a short head a record by which the loader decides."""

from dataclasses import dataclass
from typing import Any

from fazhi.engines.patents import formats, rows
from fazhi.engines.patents.arrow import pa
from fazhi.engines.patents.formats.base import Piece
from fazhi.engines.patents.record import Deletion, Event, Record, Rejection


@dataclass(frozen=True, slots=True)
class Head:
    """What decides whether a record is written: its number, the digest of its content, its source and the source's version; where its row stands."""

    pn: str
    digest: int
    src: str
    ver: int
    at: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some pieces read: rows, heads and deletions in the order of the file, events and rejections, and how many pieces they were."""

    table: pa.Table
    order: list[Head | Deletion]
    events: list[Event]
    rejected: list[Rejection]
    pieces: int


def read_chunk(name: str, label: str, pieces: list[Piece]) -> Chunk:
    """Read some pieces. Runs in a worker process."""
    parse = next(f for f in formats.ALL if f.name == name).parse
    made: list[dict[str, Any]] = []
    order: list[Head | Deletion] = []
    events: list[Event] = []
    rejected: list[Rejection] = []
    for line, raw, refused in pieces:
        if refused:
            rejected.append(Rejection(label, line, refused))
            continue
        try:
            for item in parse(raw):
                if isinstance(item, Record):
                    row = rows.from_record(item)
                    order.append(Head(item.pn, row["seen"][0], item.src, item.ver, len(made)))
                    made.append(row)
                elif isinstance(item, Event):
                    events.append(item)
                else:
                    order.append(item)
        except ValueError as error:
            rejected.append(Rejection(label, line, str(error)))
        except Exception as error:  # a record nobody foresaw must not stop the file
            rejected.append(Rejection(label, line, f"这条记录读不懂（{type(error).__name__}：{str(error)[:80]}）"))
    return Chunk(rows.table(made), order, events, rejected, len(pieces))
