"""What the public may apply for online, read off the declarations, and the pages of one application in their order."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from fazhi.kernel.declare import Procedure, Say, Seat, Step
from fazhi.kernel.facts import asked
from fazhi.kernel.guide import Guide
from fazhi.kernel.models import Case, Organ, Parameter
from fazhi.kernel.registry import in_force, procedures

APPLICANT_ASKS = (
    Say("name", "姓名或者单位名称"),
    Say("kind", "您是", "choice", (("公民", "个人"), ("法人", "公司等法人"), ("其他组织", "其他组织"))),
    Say("id_number", "身份证号码", required=False, personal=True, help="个人填写。"),
    Say("credit_code", "统一社会信用代码", required=False, help="单位填写，营业执照上的18位。"),
    Say("phone", "手机号码", personal=True, help="用来通知您，也用来查进度。"),
    Say("address", "联系地址", personal=True, help="纸质文书寄到这里。"),
    Say(
        "e_service",
        "愿意在这里接收电子文书吗？",
        "bool",
        help="同意的，您登录后打开文书就算送达，有关期限从那时起算；不同意的，文书邮寄或者当面送达。",
    ),
)


@dataclass(frozen=True)
class Page:
    """One page of an application. kind: ask (one question), advice, who, other (another party), files, check."""

    key: str
    kind: str
    title: str
    asks: tuple[Say, ...] = ()
    seat: Seat | None = None


@dataclass(frozen=True)
class Offer:
    """One thing the public may apply for."""

    declared: type[Procedure]
    step: Step

    @property
    def guide(self) -> Guide | None:
        return self.declared.guide

    @property
    def title(self) -> str:
        return self.guide.title if self.guide else self.declared.label

    @property
    def lead(self) -> str:
        return self.guide.lead if self.guide else ""

    @property
    def seat(self) -> Seat:
        """The party's seat in which a citizen takes the opening step."""
        return next(s for s in self.step.who if s.side == "party")

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        guide = self.guide
        asks = guide.form if guide and guide.form else self._plain()
        found = [Page(q.name, "ask", q.label, (q,)) for q in (guide.questions if guide else ())]
        found += [Page("x-advice", "advice", "看看能不能申请")] if guide and guide.advise else []
        found += [Page(q.name, "ask", q.label, (q,)) for q in asks]
        found += [
            Page(f"o-{seat.key}", "other", text, (Say("name", text),), seat) for seat, text in (guide.others if guide else ())
        ]
        found += [Page("x-me", "who", "您的身份和联系方式", APPLICANT_ASKS, self.seat)]
        return (*found, Page("x-files", "files", "附上材料"), Page("x-check", "check", "核对并提交"))

    def _plain(self) -> tuple[Say, ...]:
        """The step's own questions, where the domain wrote no plainer ones."""
        given = {q.name for q in self.guide.questions} if self.guide else set()
        return tuple(q for q in asked(self.declared, self.step) if q.name not in given)

    def page(self, key: str) -> Page | None:
        return next((p for p in self.pages if p.key == key), None)

    def after(self, page: Page, step: int = 1) -> Page | None:
        at = self.pages.index(page) + step
        return self.pages[at] if 0 <= at < len(self.pages) else None


def offers(today: date) -> list[Offer]:
    """Everything that may be applied for today."""
    domains = sorted({p.domain for p in procedures().values() if p.public})
    return [found for d in domains for found in _of(d, today)]


def _of(domain: str, today: date) -> list[Offer]:
    try:
        declared = in_force(domain, today)
    except ValueError:
        return []
    steps = [declared.steps[k] for k in declared.public if k in declared.steps]
    return [Offer(declared, s) for s in steps if s.opening and any(w.side == "party" for w in s.who)]


def offer(domain: str, step: str, today: date) -> Offer | None:
    return next((o for o in _of(domain, today) if o.step.key == step), None)


def receiving_organ(declared: type[Procedure], today: date) -> Organ:
    """Who takes an application in: the organ the district has named (parameter public.<domain>), else the one of the declared kind,
    else the one that took in the latest such case, else the district itself."""
    named = Parameter.objects.filter(key=f"public.{declared.domain}", since__lte=today).order_by("-since").first()
    organs = Organ.objects.filter(until=None)
    found = organs.filter(code=str(named.value)).first() if named else None
    if found is None and declared.office:
        found = organs.filter(kind=declared.office).order_by("path").first()
    if found is None:
        latest = Case.objects.filter(domain=declared.domain, organ__until=None).order_by("-pk").select_related("organ").first()
        found = latest.organ if latest else organs.filter(parent=None).order_by("path").first()
    if found is None:
        raise ValueError("本区还没有录入机关，暂时不能网上申请。请到窗口办理。")
    return found


def shown_answer(question: Say, value: Any) -> str:
    """An answer as it is read back."""
    if value in (None, ""):
        return "（没有填）"
    if question.choices:
        return str({str(k): v for k, v in question.choices}.get(str(value), value))
    if question.kind == "bool":
        return "是" if value in (True, "true") else "否"
    return str(value)
