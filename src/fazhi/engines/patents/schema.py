"""The tables of the store and the expressions their indexes stand on: one text of SQL for the embedded engine and for a cluster.

Expressions of indexes hold no lambda: chDB 26.9 does not match them in queries and answers wrongly. Every query must use the
expressions below through their alias columns (`t_ta` …), or the index is not used.
"""

from collections.abc import Callable

import pyarrow as pa


def normal(text: str) -> str:
    """Lower case, with the characters that would glue ASCII words together (. : ' _) made blanks."""
    return f"lowerUTF8(translate({text}, ':.\\'_', '    '))"


TI, TA, CL = normal("ti"), normal("concat(ti, '\\n', ab)"), normal("cl")
AP, OW, INV, LO = normal("ap"), normal("ow"), normal("inv"), normal("lo")
TOKENS = f"tokens({TA}, 'asciiCJK')"
# the second, third … fifteenth occurrence of a token in title and abstract: `virus',3` stands in a record that has the word at least three times
REPEATS = f"extractAll(toString(arrayZip({TOKENS}, arrayEnumerateUniq({TOKENS}))), '([^\\']*\\',(?:[2-9]|1[0-5]))\\\\)')"
MOST = 15
EXPRESSIONS = {"ti": TI, "ta": TA, "cl": CL, "ap": AP, "ow": OW, "inv": INV, "lo": LO}
# queries name the expressions by alias columns: a third of the time to analyse them, and the same index
TEXT = {name: f"t_{name}" for name in EXPRESSIONS}
REP = "t_rep"
INDEX_OF = {"ti": "ix_ti", "ta": "ix_ta", "cl": "ix_cl", "ap": "ix_ap", "ow": "ix_ow", "inv": "ix_inv", "lo": "ix_lo"}

COLUMNS: tuple[tuple[str, str, pa.DataType], ...] = (
    ("pn", "String CODEC(ZSTD(3))", pa.string()),
    ("num", "String CODEC(ZSTD(3))", pa.string()),
    ("cc", "LowCardinality(String)", pa.string()),
    ("kind", "LowCardinality(String)", pa.string()),
    ("kc", "LowCardinality(String)", pa.string()),
    ("pd", "UInt32 CODEC(Delta, ZSTD(1))", pa.uint32()),
    ("ad", "UInt32 CODEC(ZSTD(1))", pa.uint32()),
    ("prio", "UInt32 CODEC(ZSTD(1))", pa.uint32()),
    ("app", "String CODEC(ZSTD(3))", pa.string()),
    ("fam", "String CODEC(ZSTD(3))", pa.string()),
    ("ti", "String CODEC(ZSTD(6))", pa.string()),
    ("ab", "String CODEC(ZSTD(6))", pa.string()),
    ("cl", "String CODEC(ZSTD(6))", pa.string()),
    ("ap", "String CODEC(ZSTD(3))", pa.string()),
    ("ow", "String CODEC(ZSTD(3))", pa.string()),
    ("inv", "String CODEC(ZSTD(3))", pa.string()),
    ("lo", "String CODEC(ZSTD(3))", pa.string()),
    ("keys", "Array(String) CODEC(ZSTD(3))", pa.list_(pa.string())),
    ("ipc4", "LowCardinality(String)", pa.string()),
    ("st", "LowCardinality(String)", pa.string()),
    ("term", "UInt32 CODEC(ZSTD(1))", pa.uint32()),
    ("tier", "UInt8 CODEC(ZSTD(1))", pa.uint8()),
    ("why", "LowCardinality(String)", pa.string()),
    ("npl", "UInt16 CODEC(ZSTD(1))", pa.uint16()),
    ("cited_by", "UInt32 CODEC(ZSTD(1))", pa.uint32()),
    ("ext_days", "UInt16 CODEC(ZSTD(1))", pa.uint16()),
    ("src", "LowCardinality(String)", pa.string()),
    ("srcver", "UInt32 CODEC(ZSTD(1))", pa.uint32()),
    ("seen", "Array(UInt64) CODEC(ZSTD(1))", pa.list_(pa.uint64())),
    ("flags", "Array(String) CODEC(ZSTD(1))", pa.list_(pa.string())),
    ("syn", "UInt8 CODEC(ZSTD(1))", pa.uint8()),
    ("ver", "UInt32 CODEC(ZSTD(1))", pa.uint32()),
    ("gone", "UInt32 CODEC(ZSTD(1))", pa.uint32()),
)
ARROW = pa.schema([(name, kind) for name, _, kind in COLUMNS])

EVENT = pa.schema(
    [(n, pa.string()) for n in ("num", "app", "cls", "code", "text", "sign", "before", "after", "ref", "src")]
    + [("date", pa.uint32()), ("h", pa.uint64()), ("ver", pa.uint32())]
)
LOG = pa.schema(
    [("ver", pa.uint32()), ("load", pa.uint32()), ("kind", pa.string()), ("at", pa.string()), ("said", pa.string())]
)
REJECT = pa.schema(
    [
        ("ver", pa.uint32()),
        ("load", pa.uint32()),
        ("digest", pa.string()),
        ("file", pa.string()),
        ("line", pa.uint32()),
        ("reason", pa.string()),
    ]
)
TOMB = pa.schema([("pn", pa.string()), ("srcver", pa.uint32()), ("seen", pa.list_(pa.uint64())), ("ver", pa.uint32())])

PHRASES = "tokenizer = 'asciiCJK', support_phrase_search = 1, posting_list_codec = 'bitpacking'"
EXACT = "tokenizer = 'array', posting_list_codec = 'bitpacking'"
MERGE_TREE = "index_granularity = 512, enable_block_number_column = 1, enable_block_offset_column = 1, allow_experimental_text_index_phrase_search = 1"


def publication_columns(relevance: bool = True, codecs: bool = True) -> str:
    """Columns and indexes; without codecs it is the plain table the benchmark compares with."""
    rows = [f"{name} {kind if codecs else kind.split(' CODEC')[0]}" for name, kind, _ in COLUMNS]
    rows.append(f"dl UInt16 DEFAULT toUInt16(least(65535, length({TOKENS})))" + (" CODEC(ZSTD(1))" if codecs else ""))
    args = PHRASES if codecs else PHRASES.replace(", posting_list_codec = 'bitpacking'", "")
    exact = EXACT if codecs else EXACT.replace(", posting_list_codec = 'bitpacking'", "")
    rows += [f"{TEXT[name]} String ALIAS {expression}" for name, expression in EXPRESSIONS.items()]
    rows.append(f"{REP} Array(String) ALIAS {REPEATS}")
    rows += [f"INDEX {INDEX_OF[name]} {expression} TYPE text({args})" for name, expression in EXPRESSIONS.items()]
    rows.append(f"INDEX ix_keys keys TYPE text({exact})")
    if relevance:
        rows.append(f"INDEX ix_rep {REPEATS} TYPE text({exact})")
    return ",\n  ".join(rows)


def tables(engine: Callable[[str], str]) -> list[str]:
    """The statements that make the store; `engine` gives the engine clause of a table by its name."""
    return [
        f"CREATE TABLE IF NOT EXISTS pub (\n  {publication_columns()}\n) ENGINE = {engine('pub')} ORDER BY (pd, pn) SETTINGS {MERGE_TREE}",
        f"CREATE TABLE IF NOT EXISTS event (num String, app String, cls LowCardinality(String), code LowCardinality(String), text String, sign LowCardinality(String), "
        f"before String, after String, ref String, src LowCardinality(String), date UInt32, h UInt64, ver UInt32) ENGINE = {engine('event')} ORDER BY (num, app, date)",
        f"CREATE TABLE IF NOT EXISTS log (ver UInt32, load UInt32, kind String, at String, said String) ENGINE = {engine('log')} ORDER BY (ver, kind)",
        f"CREATE TABLE IF NOT EXISTS reject (ver UInt32, load UInt32, digest String, file String, line UInt32, reason String) ENGINE = {engine('reject')} ORDER BY (digest, line)",
        f"CREATE TABLE IF NOT EXISTS tomb (pn String, srcver UInt32, seen Array(UInt64), ver UInt32) ENGINE = {engine('tomb')} ORDER BY pn",
    ]


def literal(value: str) -> str:
    """A string as SQL; quotes and backslashes cannot end it."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\0", "") + "'"


def literals(values: list[str]) -> str:
    return "[" + ", ".join(literal(v) for v in values) + "]"
