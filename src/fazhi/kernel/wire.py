"""Several statements to PostgreSQL in one message: libpq's pipeline with statements prepared once a connection. Only `lean` speaks
here; psycopg's cursors would cost fifteen times as much at the client and three times at the server (docs/adr/0076).
"""

import json
import select
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from psycopg import Connection, DataError, OperationalError
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.types.json import Jsonb

Statement = tuple[str, Sequence[Any]]
FAILED = (ExecStatus.FATAL_ERROR, ExecStatus.BAD_RESPONSE)


class Line:
    """What one connection knows: the names of its prepared statements (as many as the declarations have), how it reads rows."""

    def __init__(self, raw: Connection) -> None:
        self.names: dict[str, bytes] = {}
        self.fresh = map(b"door_%d".__mod__, count())
        self.reader: Any = Transformer(raw)


_lines: WeakKeyDictionary[Connection, Line] = WeakKeyDictionary()


def send(raw: Connection, statements: Sequence[Statement], commit: bool = False) -> list[list[tuple]]:
    """What each statement returns. Opens the transaction where none is open; with `commit`, closes it in the same message. Raises
    the error of the first statement that failed; those behind it are not run."""
    line = _lines.get(raw) or _lines.setdefault(raw, Line(raw))
    told = [
        (sql, [TEXT.get(type(v), _other)(v) for v in values]) for sql, values in statements
    ]  # what cannot be said fails here
    begins = not raw.autocommit and raw.pgconn.transaction_status == TransactionStatus.IDLE
    told = [("BEGIN", [])] * begins + told + [("COMMIT", [])] * commit
    new: list[str] = []
    raw.pgconn.enter_pipeline_mode()
    try:
        asked = _say(raw.pgconn, line, told, new)
        results = list(_results(raw.pgconn))
        for result in results:
            if result.status in FAILED:
                raise error_from_result(result, encoding="utf-8")
    except BaseException:
        for sql in new:  # they may not have been prepared
            del line.names[sql]
        raise
    finally:
        _leave(raw)
    return [_rows(line.reader, results[n]) for n in asked[begins : begins + len(statements)]]


def _say(pg: Any, line: Line, told: Sequence[Statement], new: list[str]) -> list[int]:
    """Put everything into one message; the places of the statements among the results. Statements prepared on the way go to `new`."""
    place, asked = count(), []
    for sql, values in told:
        if sql not in line.names:
            new.append(sql)
            line.names[sql] = next(line.fresh)
            pg.send_prepare(line.names[sql], _numbered(sql))
            next(place)
        pg.send_query_prepared(line.names[sql], values)
        asked.append(next(place))
    pg.pipeline_sync()
    return asked


def _results(pg: Any) -> Iterator[Any]:
    """One result a command, to the end of the message. Waits where Python can still be interrupted."""
    unsent = pg.flush()
    while True:
        while pg.is_busy():
            select.select([pg.socket], [pg.socket] if unsent else [], [])
            pg.consume_input()
            unsent = unsent and pg.flush()
        result = pg.get_result()
        if result is None:
            if pg.status != ConnStatus.OK:
                raise OperationalError("与数据库的连接中断")
        elif result.status == ExecStatus.PIPELINE_SYNC:
            return
        else:
            yield result


def _leave(raw: Connection) -> None:
    """Back to one statement at a time; a connection interrupted in the midst of an answer is of no more use."""
    try:
        raw.pgconn.exit_pipeline_mode()
    except OperationalError:
        raw.close()


def _rows(reader: Any, result: Any) -> list[tuple]:
    if result.status != ExecStatus.TUPLES_OK or not result.ntuples:
        return []
    reader.set_pgresult(result)
    return list(reader.load_rows(0, result.ntuples, tuple))


def _numbered(sql: str) -> bytes:
    """`%s` as PostgreSQL counts its parameters."""
    first, *rest = sql.split("%s")
    return (first + "".join(f"${n}{part}" for n, part in enumerate(rest, 1))).encode()


# ---------------------------------------------------------------- values in PostgreSQL's text form


def _string(value: str) -> bytes:
    said = value.encode()
    if b"\0" in said:
        raise DataError("文字中有数据库不能存的空字符（0x00）")
    return said


def _other(value: Any) -> bytes:
    dumper: Any = Transformer().get_dumper(value, PyFormat.TEXT)
    return bytes(dumper.dump(value) or b"")


TEXT: dict[type, Callable[[Any], bytes | None]] = {
    type(None): lambda value: None,
    str: _string,
    int: b"%d".__mod__,
    bool: {True: b"t", False: b"f"}.__getitem__,
    date: lambda value: value.isoformat().encode(),
    datetime: lambda value: value.isoformat().encode(),
    Jsonb: lambda value: (value.dumps or json.dumps)(value.obj).encode(),
}
