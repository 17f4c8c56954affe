"""What a loader hands to the store: publications, legal events, deletions and rejections, all plain and typed."""

import hashlib
from dataclasses import dataclass, field, fields
from operator import attrgetter


@dataclass(slots=True)
class Record:
    """One publication. Dates are YYYYMMDD integers, 0 = unknown; lists keep the order of the source."""

    pn: str  # canonical publication number with kind, CN101424602A
    cc: str
    kind: str = ""
    kc: str = ""  # kind class: A B U S T R 其他
    pd: int = 0
    ad: int = 0
    prio: int = 0  # earliest priority, or the filing date
    app: str = ""  # canonical application number
    fam: str = ""  # simple family: DOCDB's number, or a digest of the set of priorities
    ti: str = ""  # titles of all languages, one a line
    ab: str = ""
    cl: str = ""
    ap: str = ""  # names, one a line
    ow: str = ""
    inv: str = ""
    lo: str = ""  # where the applicants sit, one a line
    pr: list[str] = field(default_factory=list)
    ipc: list[str] = field(default_factory=list)
    cpc: list[str] = field(default_factory=list)
    loc: list[str] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    npl: int = 0
    cited_by: int = 0  # as the source counted it
    fam_size: int = 0
    st: str = ""  # as the source says; the store computes it otherwise
    ext_days: int = 0  # term extension in days, as granted
    src: str = ""
    ver: int = 0  # the source's own date of this version, 0 when it gives none
    flags: list[str] = field(default_factory=list)  # what was doubtful and kept

    def digest(self) -> int:
        """Sixty-three bits over the content, to see whether a record says anything new."""
        said = "\x1e".join("\x1f".join(v) if type(v) is list else str(v) for v in CONTENT(self))
        return int.from_bytes(hashlib.blake2b(said.encode(), digest_size=8).digest(), "big") >> 1


CONTENT = attrgetter(*(f.name for f in fields(Record)))


@dataclass(frozen=True, slots=True)
class Event:
    """One legal event or transfer of a publication (`pn`) or of a whole application (`app`)."""

    pn: str
    app: str
    date: int
    code: str
    cls: str  # 授权 转移 许可 质押 … 其他
    text: str = ""
    sign: str = ""  # + or - as INPADOC says it bears on the right
    before: str = ""
    after: str = ""
    ref: str = ""  # reel and frame, licence number, …
    src: str = ""


@dataclass(frozen=True, slots=True)
class Deletion:
    """The source withdraws a publication."""

    pn: str
    ver: int = 0
    src: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """One record that was refused: where, and why in one Chinese sentence."""

    file: str
    line: int
    reason: str


Item = Record | Event | Deletion
