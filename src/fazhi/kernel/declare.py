"""The words in which a procedure is declared: Law, Basis, Seat, State, Step, Clock, Procedure. Plain objects, no database.

A declaration is checked while its module loads: a step or clock without an article, a clock that starts at a step of another
procedure, a state nobody can reach, stops the program with a `DeclarationError` that names the place.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from fazhi.kernel.calendar import Period
from fazhi.law.numerals import article_label


class DeclarationError(Exception):
    """A procedure was declared against the rules of the house; the program must not start."""


# ---------------------------------------------------------------- law and basis


@dataclass(frozen=True)
class Law:
    """One version of one law. `version` is the year the version was promulgated; `verified=False` marks a text nobody could
    check (its values are shipped as flagged parameters); `local=True` a rule the district itself has set."""

    title: str
    version: int
    verified: bool = True
    local: bool = False

    def __getitem__(self, place: int | str | tuple) -> "Basis":
        parts = place if isinstance(place, tuple) else (place,)
        return Basis(self, *parts)

    @property
    def whole(self) -> "Basis":
        """The law as such, for rules of documents without articles."""
        return Basis(self)

    def __str__(self) -> str:
        return f"《{self.title}》" if self.local or not self.verified else self.title


@dataclass(frozen=True)
class Basis:
    """Where a rule stands: law, article (条), paragraph (款), item (项). `article` is None for a document without articles."""

    law: Law
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None

    def __str__(self) -> str:
        if self.article is None:
            return str(self.law)
        return f"{self.law} {article_label(self.article, self.paragraph, self.item)}"


def bases_of(value: "Basis | Iterable[Basis] | None", where: str) -> tuple[Basis, ...]:
    """The bases of a declaration as a tuple; refuses none at all. No basis, no rule."""
    found = (value,) if isinstance(value, Basis) else tuple(value or ())
    if not found or not all(isinstance(b, Basis) for b in found):
        raise DeclarationError(f"{where}：没有法律依据。没有依据就没有规则，请写明法律和条款。")
    return found


# ---------------------------------------------------------------- who acts


@dataclass(frozen=True)
class Seat:
    """A place at the table of a case. side: `office` (held by a post of the organ in charge), `party` (held by a party of this
    case, or by a post of the organ that is the party), `law` (the law itself, or the procedure that opened this one)."""

    key: str
    label: str
    side: str = "office"

    def __str__(self) -> str:
        return self.label


CLERK = Seat("clerk", "收件人")
HANDLER = Seat("handler", "承办人")
HEAD = Seat("head", "机构负责人")
ORGAN_HEAD = Seat("organ_head", "机关负责人")
APPLICANT = Seat("applicant", "申请人", "party")
RESPONDENT = Seat("respondent", "被申请人", "party")
THIRD_PARTY = Seat("third_party", "第三人", "party")
LAW_ITSELF = Seat("law", "法律规定", "law")
OTHER_CASE = Seat("other_case", "上一程序", "law")


# ---------------------------------------------------------------- states and steps


class Named:
    """Something that learns its key from the name it is given in the class body."""

    key: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.key = self.key or name

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.key}>"


class State(Named):
    """Where a case stands. `chapter` groups states for the progress bar; a final state takes no further steps but records."""

    def __init__(self, label: str, final: bool = False, chapter: str = ""):
        self.label, self.final, self.chapter = label, final, chapter or label


SAME = State("（不变）")
PREVIOUS = State("（恢复前一状态）")
SAME.key, PREVIOUS.key = "same", "previous"


@dataclass(frozen=True)
class Say:
    """A fact that is asked at a step and stays in the ledger only, without a column of its own.

    kind: text, long, date, choice, money (integer fen), number, bool, hours, person, file, list."""

    name: str
    label: str
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = True
    personal: bool = False
    help: str = ""


@dataclass(frozen=True)
class ItemKind:
    """One kind of line inside a case (a suggestion, a hearing): written only by steps, sealed and counted like events."""

    key: str
    label: str
    fields: tuple[Say, ...]


@dataclass(frozen=True)
class Guard:
    """A condition of a step. `test(case, said, on)` returns None, or the sentence that refuses."""

    label: str
    test: Callable[[Any, dict, date], str | None]
    basis: tuple[Basis, ...]


def guard(label: str, basis: "Basis | Iterable[Basis]") -> Callable[[Callable], Guard]:
    """Decorator: makes a condition out of a function `(case, said, on) -> None | sentence that refuses`."""
    return lambda test: Guard(label, test, bases_of(basis, f"条件“{label}”"))


@dataclass(frozen=True)
class Trigger:
    """What moves a clock: a step done, or the document of a step delivered; `since` counts from the day of an earlier step,
    `of` from a day named in the facts."""

    step: "Step"
    kind: str = "done"
    to: Seat | None = None
    since: "Step | None" = None
    of: str = ""


class Step(Named):
    """One step of a procedure. `origin` is a state, several, () for the opening, or ANY for every state that is not final."""

    def __init__(
        self,
        label: str,
        origin: "State | tuple[State, ...] | type[ANY]",
        to: State,
        who: Seat | tuple[Seat, ...],
        basis: "Basis | Iterable[Basis]",
        *,
        asks: tuple["str | Say", ...] = (),
        needs: tuple[Guard, ...] = (),
        issues: str | tuple[str, ...] = (),
        number: str = "",
        opens: str = "",
        joins: tuple[Seat, ...] = (),
        item: ItemKind | None = None,
        alters: ItemKind | None = None,
        apart: tuple["Step", ...] = (),
        assigns: Seat | None = None,
        sets: dict[str, Any] | None = None,
        note: str = "",
        like: str = "",
        after: "Callable[[Any, Any], None] | None" = None,
    ):
        self.label, self.to, self.note, self.like = label, to, note, like
        self.after = after  # what follows in other cases: (case, event), in the same transaction, through the door
        self.origin: tuple[State, ...] | type[ANY] = origin if origin is ANY or isinstance(origin, tuple) else (origin,)  # type: ignore[assignment]
        self.who = who if isinstance(who, tuple) else (who,)
        self.basis = bases_of(basis, f"步骤“{label}”")
        self.asks, self.needs = asks, needs
        self.issues = (issues,) if isinstance(issues, str) else issues
        self.number, self.opens, self.joins = number, opens, joins
        self.item, self.alters, self.apart, self.assigns = item, alters, apart, assigns
        self.sets = sets or {}
        for said in asks:
            if not isinstance(said, str | Say):
                raise DeclarationError(f"步骤“{label}”：asks 只能是事实名或 Say。")

    @property
    def opening(self) -> bool:
        return self.origin == ()

    @property
    def automatic(self) -> bool:
        return LAW_ITSELF in self.who

    @property
    def delivered(self) -> Trigger:
        """The day the document of this step reached its party (送达)."""
        return Trigger(self, "delivered")

    def delivered_to(self, seat: Seat) -> Trigger:
        return Trigger(self, "delivered", to=seat)

    def counted_from(self, earlier: "Step") -> Trigger:
        """Starts a clock now, counted from the day of an earlier step."""
        return Trigger(self, since=earlier)

    def counted_from_fact(self, name: str) -> Trigger:
        """Starts a clock now, counted from a day named in the facts (a hearing day, an expiry day)."""
        return Trigger(self, of=name)

    def open_in(self, state: State) -> bool:
        return not state.final if self.origin is ANY else state in self.origin  # type: ignore[operator]


class ANY:
    """Every state that is not final."""


# ---------------------------------------------------------------- clocks


@dataclass(frozen=True)
class Extend:
    """An extension: the step that grants it and the period it adds (not more than that; the step may grant less by `days`)."""

    step: Step | None  # None for a standing term that no procedure drives
    by: Period
    basis: tuple[Basis, ...]


class Clock(Named):
    """A term. start and stop name steps or triggers; pause holds pairs (suspending step, resuming step); `then` is what
    follows at expiry: taken by the law itself when the step says so, otherwise laid before the seat as a matter to confirm."""

    def __init__(
        self,
        label: str,
        period: Period,
        start: tuple[Step | Trigger, ...] = (),
        stop: tuple[Step | Trigger, ...] = (),
        *,
        basis: "Basis | Iterable[Basis]",
        ref: str,
        bind: Seat = HANDLER,
        then: Step | None = None,
        pause: tuple[tuple[Step, Step], ...] = (),
        extend: tuple[Step | None, Period, Basis] | None = None,
        when: Callable[[Any], bool] | None = None,
        when_label: str = "",
        counted_from: str = "",
        effect: str = "",
        roll: bool | None = None,
        cuts: bool = False,
    ):
        self.label, self.period, self.ref, self.bind, self.then = label, period, ref, bind, then
        self.start = tuple(t if isinstance(t, Trigger) else Trigger(t) for t in start)
        self.stop = tuple(t if isinstance(t, Trigger) else Trigger(t) for t in stop)
        self.basis = bases_of(basis, f"期限“{label}”")
        self.pause = pause
        self.extend = Extend(extend[0], extend[1], bases_of(extend[2], f"期限“{label}”的延长")) if extend else None
        self.when, self.when_label, self.effect = when, when_label, effect
        self.counted_from = counted_from or "、".join(trigger_label(t) for t in self.start)
        self.roll, self.cuts = roll, cuts
        if not ref:
            raise DeclarationError(f"期限“{label}”：没有时限总表的编号（ref）。")

    @property
    def verified(self) -> bool:
        return all(b.law.verified for b in self.basis)


def trigger_label(trigger: Trigger) -> str:
    if trigger.kind == "delivered":
        to = f"送达{trigger.to.label}" if trigger.to else "送达"
        return f"“{trigger.step.label}”文书{to}之日"
    if trigger.since:
        return f"“{trigger.since.label}”之日（由“{trigger.step.label}”启动）"
    return f"“{trigger.step.label}”之日" if not trigger.of else f"“{trigger.step.label}”所定之日"


# ---------------------------------------------------------------- procedures


class Procedure:
    """One procedure under one version of one law. Subclass it and write states, steps and clocks in the order of the law."""

    key: ClassVar[str] = ""  # reconsideration@2024
    label: ClassVar[str] = ""
    since: ClassVar[date]
    until: ClassVar[date | None] = None
    facts: ClassVar[Any] = None  # the domain's Facts model
    law: ClassVar[Law]
    scope: ClassVar[tuple[tuple[Law, int, int], ...]] = ()  # (law, first article, last article) the sheet must account for
    silent: ClassVar[dict] = {}  # Basis or (first, last): why no step cites it
    transition: ClassVar[str] = ""  # how cases in flight at the change of law are treated, with its basis
    register: ClassVar[bool] = False  # its cases stay open for long
    columns: ClassVar[tuple[str, ...]] = ()  # what a list shows beside number, title, state and next deadline
    filters: ClassVar[tuple[str, ...]] = ()
    public: ClassVar[tuple[str, ...]] = ()  # opening steps a citizen or enterprise may take online
    guide: ClassVar[Any] = None  # plain words for the public (kernel/guide.py)
    words: ClassVar[Any] = None  # a staticmethod of the case: further words its document templates may use
    office: ClassVar[str] = ""  # kind of organ that handles it, where it is not the organ in charge

    states: ClassVar[dict[str, State]]
    steps: ClassVar[dict[str, Step]]
    clocks: ClassVar[dict[str, Clock]]
    items: ClassVar[dict[str, ItemKind]]
    domain: ClassVar[str]
    revision: ClassVar[str]

    def __init_subclass__(cls, abstract: bool = False, **kw: Any) -> None:
        super().__init_subclass__(**kw)
        found: dict[str, Any] = {}
        for base in reversed(cls.__mro__):
            found.update({k: v for k, v in vars(base).items() if isinstance(v, State | Step | Clock | ItemKind)})
        cls.states = {k: v for k, v in found.items() if isinstance(v, State)}
        cls.steps = {k: v for k, v in found.items() if isinstance(v, Step)}
        cls.clocks = {k: v for k, v in found.items() if isinstance(v, Clock)}
        cls.items = {i.key: i for s in cls.steps.values() for i in (s.item, s.alters) if i}
        cls.domain = cls.key.split("@")[0]
        if not abstract:
            from fazhi.kernel.soundness import check, revision_of

            check(cls)
            cls.revision = revision_of(cls)

    @classmethod
    def seats(cls) -> dict[str, Seat]:
        """Every seat this procedure knows, by key."""
        used = [s for step in cls.steps.values() for s in (*step.who, *step.joins)]
        return {s.key: s for s in (*used, *(c.bind for c in cls.clocks.values()))}
