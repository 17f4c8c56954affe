"""The tables of the store and the expressions their indexes stand on: one text of SQL for the embedded engine and for a cluster.

Expressions of indexes hold no lambda: chDB 26.9 does not match them in queries and answers wrongly. Every query must use the
expressions below through their alias columns (`t_ta` …), or the index is not used.
"""

from collections.abc import Callable

from fazhi.engines.patents.arrow import pa


def normal(text: str) -> str:
    """Lower case, with the characters that would glue ASCII words together (. : ' _) made blanks."""
    return f"lowerUTF8(translate({text}, ':.\\'_', '    '))"


TI, TA, CL = normal("ti"), normal("concat(ti, '\\n', ab)"), normal("cl")
AP, OW, INV, LO = normal("ap"), normal("ow"), normal("inv"), normal("lo")
TOKENS = f"tokens({TA}, 'asciiCJK')"
MOST = 15  # a word that stands more often counts as fifteen
SHORT = 64  # records up to this many words have a posting for every word, longer ones only for words that stand twice or more
EXPRESSIONS = {"ti": TI, "ta": TA, "cl": CL, "ap": AP, "ow": OW, "inv": INV, "lo": LO}
# queries name the expressions by alias columns: a third of the time to analyse them, and the same index
TEXT = {name: f"t_{name}" for name in EXPRESSIONS}
INDEX_OF = {"ti": "ix_ti", "ta": "ix_ta", "cl": "ix_cl", "ap": "ix_ap", "ow": "ix_ow", "inv": "ix_inv", "lo": "ix_lo"}

COLUMNS: tuple[tuple[str, str, pa.DataType], ...] = (
    ("pn", "String CODEC(ZSTD(3))", pa.string()),
    ("doc", "UInt32 CODEC(ZSTD(1))", pa.uint32()),
    ("num", "String CODEC(ZSTD(3))", pa.string()),
    ("cc", "LowCardinality(String)", pa.string()),
    ("kind", "LowCardinality(String)", pa.string()),
    ("kc", "LowCardinality(String)", pa.string()),
    ("pd", "UInt32 CODEC(Delta, ZSTD(1))", pa.uint32()),
    ("ad", "UInt32 CODEC(ZSTD(1))", pa.uint32()),
    ("prio", "UInt32 CODEC(ZSTD(1))", pa.uint32()),
    ("app", "String CODEC(ZSTD(3))", pa.string()),
    ("fam", "String CODEC(ZSTD(3))", pa.string()),
    ("ti", "String CODEC(ZSTD(3))", pa.string()),
    ("ab", "String CODEC(ZSTD(3))", pa.string()),
    ("cl", "String CODEC(ZSTD(3))", pa.string()),
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

CLASS = pa.schema(
    [(n, pa.string()) for n in ("subclass", "symbol", "ipc", "title")] + [(n, pa.uint32()) for n in ("depth", "place", "last")]
)

PHRASES = "tokenizer = 'asciiCJK', support_phrase_search = 1, posting_list_codec = 'bitpacking'"
EXACT = "tokenizer = 'array', posting_list_codec = 'bitpacking'"
MERGE_TREE = "index_granularity = 512, min_parts_to_merge_at_once = 8, enable_block_number_column = 1, enable_block_offset_column = 1, allow_experimental_text_index_phrase_search = 1"


def publication_columns(codecs: bool = True) -> str:
    """Columns and indexes; without codecs it is the plain table the benchmark compares with."""
    rows = [f"{name} {kind if codecs else kind.split(' CODEC')[0]}" for name, kind, _ in COLUMNS]
    rows.append(f"dl UInt16 DEFAULT toUInt16(least(65535, length({TOKENS})))" + (" CODEC(ZSTD(1))" if codecs else ""))
    args = PHRASES if codecs else PHRASES.replace(", posting_list_codec = 'bitpacking'", "")
    exact = EXACT if codecs else EXACT.replace(", posting_list_codec = 'bitpacking'", "")
    rows += [f"{TEXT[name]} String ALIAS {expression}" for name, expression in EXPRESSIONS.items()]
    rows += [f"INDEX {INDEX_OF[name]} {expression} TYPE text({args})" for name, expression in EXPRESSIONS.items()]
    rows.append(f"INDEX ix_keys keys TYPE text({exact})")
    return ",\n  ".join(rows)


# of each record the words with their number of occurrences: the last occurrence of a word knows how often it came
POSTINGS = (
    "SELECT token, toUInt8(least(k, {most})) AS n, dl, doc FROM (SELECT doc, dl, arrayMap(w -> cityHash64(w), {tokens}) AS ws, arrayEnumerateUniq(ws) AS ks, "
    "arrayReverse(arrayEnumerateUniq(arrayReverse(ws))) AS ls, arrayFilter((w, k, l) -> l = 1 AND (k > 1 OR dl <= {short}), ws, ks, ls) AS tokens_of, "
    "arrayFilter((k, l) -> l = 1 AND (k > 1 OR dl <= {short}), ks, ls) AS counts_of FROM {source}) ARRAY JOIN tokens_of AS token, counts_of AS k"
)


def postings(source: str) -> str:
    """The rows of `tf` that belong to rows of `pub`."""
    return POSTINGS.format(most=MOST, short=SHORT, tokens=TOKENS, source=source)


def tables(engine: Callable[[str], str]) -> list[str]:
    """The statements that make the store; `engine` gives the engine clause of a table by its name. `tf` (word, occurrences, length, record), `place`
    (record, day) and `num` (number, headline) are filled by the database itself from each insert into `pub`."""
    return [
        f"CREATE TABLE IF NOT EXISTS pub (\n  {publication_columns()}\n) ENGINE = {engine('pub')} ORDER BY (pd, pn) SETTINGS {MERGE_TREE}",
        f"CREATE TABLE IF NOT EXISTS tf (token UInt64 CODEC(ZSTD(1)), n UInt8 CODEC(ZSTD(1)), dl UInt16 CODEC(ZSTD(1)), doc UInt32 CODEC(ZSTD(1)), INDEX ix_doc doc TYPE minmax "
        f"GRANULARITY 1000) ENGINE = {engine('tf')} ORDER BY (token, n, dl, doc) SETTINGS index_granularity = 1024",
        f"CREATE TABLE IF NOT EXISTS place (doc UInt32 CODEC(Delta, ZSTD(1)), pd UInt32 CODEC(ZSTD(1))) ENGINE = {engine('place')} ORDER BY doc SETTINGS index_granularity = 512",
        f"CREATE TABLE IF NOT EXISTS num (num String CODEC(ZSTD(1)), pn String CODEC(ZSTD(1)), doc UInt32 CODEC(ZSTD(1)), pd UInt32 CODEC(ZSTD(1)), cc LowCardinality(String), "
        f"kc LowCardinality(String), ti String CODEC(ZSTD(3))) ENGINE = {engine('num')} ORDER BY (num, pn) SETTINGS index_granularity = 256",
        f"CREATE MATERIALIZED VIEW IF NOT EXISTS fill_tf TO tf AS {postings('pub')}",
        "CREATE MATERIALIZED VIEW IF NOT EXISTS fill_place TO place AS SELECT doc, pd FROM pub",
        "CREATE MATERIALIZED VIEW IF NOT EXISTS fill_num TO num AS SELECT num, pn, doc, pd, cc, kc, splitByChar('\\n', ti)[1] AS ti FROM pub",
        f"CREATE TABLE IF NOT EXISTS event (num String, app String, cls LowCardinality(String), code LowCardinality(String), text String, sign LowCardinality(String), "
        f"before String, after String, ref String, src LowCardinality(String), date UInt32, h UInt64, ver UInt32) ENGINE = {engine('event')} ORDER BY (num, app, date)",
        f"CREATE TABLE IF NOT EXISTS log (ver UInt32, load UInt32, kind String, at String, said String) ENGINE = {engine('log')} ORDER BY (ver, kind)",
        f"CREATE TABLE IF NOT EXISTS reject (ver UInt32, load UInt32, digest String, file String, line UInt32, reason String) ENGINE = {engine('reject')} ORDER BY (digest, line)",
        f"CREATE TABLE IF NOT EXISTS tomb (pn String, srcver UInt32, seen Array(UInt64), ver UInt32) ENGINE = {engine('tomb')} ORDER BY pn",
        f"CREATE TABLE IF NOT EXISTS class (subclass LowCardinality(String), symbol String, ipc String, title String, depth UInt32, place UInt32, last UInt32) ENGINE = {engine('class')} ORDER BY (subclass, place)",
    ]


def literal(value: str) -> str:
    """A string as SQL; quotes and backslashes cannot end it."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\0", "") + "'"


def literals(values: list[str]) -> str:
    return "[" + ", ".join(literal(v) for v in values) + "]"
