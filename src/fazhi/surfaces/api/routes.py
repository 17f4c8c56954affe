"""The routes: which procedures there are, and for each the same four — list, open, read, take a step."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Query, Schema, Status
from ninja.errors import AuthenticationError, HttpError
from ninja.security import HttpBearer
from pydantic import Field

from fazhi.kernel import rights
from fazhi.kernel.models import Case, Organ, Reading
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.registry import procedures
from fazhi.surfaces.api import schema, told
from fazhi.surfaces.api.models import Token
from fazhi.surfaces.refused import telling

LIMIT = 100
Id = Annotated[int, Path(ge=1, le=2**62)]
Word = Annotated[str, Path(min_length=1, max_length=40, pattern=r"^[a-z0-9_]+$")]


class Bearer(HttpBearer):
    """`Authorization: Bearer fazhi_…`: a token in force, of an active person."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        found = Token.find(token)
        if found:
            request.user = found.user
            request.token = found  # type: ignore[attr-defined]
        return found


class Made(NinjaAPI):
    """The API whose document also holds the schema of every step's facts."""

    def get_openapi_schema(self, *args: Any, **kw: Any) -> Any:
        document = super().get_openapi_schema(*args, **kw)
        kept = document.setdefault("components", {}).setdefault("schemas", {})
        for declared in procedures().values():
            for key, step in declared.steps.items():
                kept[f"{declared.key.replace('@', '_')}.{key}"] = schema.of_step(declared, step)
        return document


api = Made(
    title="法治 fazhi", version="1", auth=Bearer(), docs_url=None, openapi_url="/openapi.json", urls_namespace="api",
    description="每个程序都是同样的四条路径：列出、立案、读取、办理一步。事实的格式见各步骤的 schema（components.schemas）。",
)  # fmt: skip


class PartyIn(Schema):
    """A party as it is said at the opening or when it joins."""

    seat: str = Field(max_length=30)
    name: str = Field(min_length=1, max_length=80)
    kind: str = Field("公民", max_length=10)
    organ: str | None = Field(None, max_length=40, description="机关代码")
    credit_code: str = Field("", max_length=18)
    id_number: str = Field("", max_length=30)
    phone: str = Field("", max_length=30)
    address: str = Field("", max_length=200)
    e_service: bool = False


class StepIn(Schema):
    """One step: the day in law and the facts it asks."""

    on: date
    facts: dict[str, Any] = {}
    parties: list[PartyIn] = Field([], max_length=50)
    item: dict[str, Any] | list[dict[str, Any]] | None = None
    item_n: int | None = Field(None, ge=1, le=1_000_000)
    handler: str | None = Field(None, max_length=150, description="指定承办人的登录名")
    late: str = Field("", max_length=200)
    seen: int | None = Field(None, ge=0, le=1_000_000)


class OpenIn(StepIn):
    """A new case: by which opening step, in which organ, under which title."""

    step: str = Field(max_length=40)
    title: str = Field("", max_length=200)
    organ: str = Field(max_length=40, description="主办机关代码")


class Wrong(Schema):
    """What was refused, in which state, by which article, and what to do next."""

    code: str
    message: str
    what: str = ""
    basis: list[str] = []
    todo: str = ""
    field: str = ""
    state: str = ""


REFUSED = {400: Wrong, 401: Wrong, 403: Wrong, 404: Wrong, 409: Wrong, 422: Wrong}


def scoped(request: HttpRequest, domain: str, write: bool = False) -> None:
    """A token reaches only its own domains, and changes something only where it may."""
    token = request.token  # type: ignore[attr-defined]
    if domain not in {p.domain for p in procedures().values()}:
        raise HttpError(404, f"没有业务“{domain}”")
    if token.domains and domain not in token.domains:
        raise HttpError(403, f"此令牌不能用于“{domain}”")
    if write and token.scope != "write":
        raise HttpError(403, "此令牌只读，不能办理")


@api.get("/procedures", summary="有哪些程序，每步问什么", response={200: list[dict[str, Any]], 401: Wrong})
def catalogue(request: HttpRequest) -> Any:
    return [schema.of_procedure(p) for _, p in sorted(procedures().items())]


@api.get("/{domain}/cases", summary="列出办件", response={200: dict[str, Any], **REFUSED})
def listed(
    request: HttpRequest,
    domain: Word,
    state: Annotated[str, Query(max_length=30)] = "",
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
    limit: Annotated[int, Query(ge=1, le=LIMIT)] = 20,
) -> Any:
    scoped(request, domain)
    cases = rights.visible_to(request.user).filter(domain=domain, pk__gt=after)
    rows = list((cases.filter(state=state) if state else cases).order_by("pk")[: limit + 1])
    more = len(rows) > limit
    rows = rows[:limit]
    return {"cases": [told.line(c) for c in rows], "next": rows[-1].pk if more else None}


@api.post("/{domain}/cases", summary="立案", response={201: dict[str, Any], **REFUSED})
def opened(request: HttpRequest, domain: Word, body: OpenIn) -> Any:
    scoped(request, domain, write=True)
    organ = Organ.objects.filter(code=body.organ).first()
    if organ is None:
        raise HttpError(404, f"没有代码为“{body.organ}”的机关")
    case = new_case(domain, organ, body.on, body.title)
    with telling(case, request.user):
        perform(case, body.step, request.user, body.on, **said(body), **facts(body))
    return Status(201, told.whole(case, request.user))


@api.get("/{domain}/cases/{case_id}", summary="读取办件", response={200: dict[str, Any], **REFUSED})
def read(request: HttpRequest, domain: Word, case_id: Id) -> Any:
    scoped(request, domain)
    case = found(request, domain, case_id)
    Reading.objects.create(case=case, user=request.user, what="接口")
    return told.whole(case, request.user)


@api.post("/{domain}/cases/{case_id}/{step}", summary="办理一步", response={200: dict[str, Any], **REFUSED})
def stepped(request: HttpRequest, domain: Word, case_id: Id, step: Word, body: StepIn) -> Any:
    scoped(request, domain, write=True)
    case = found(request, domain, case_id)
    with telling(case, request.user):
        perform(
            case, step, request.user, body.on, late=body.late, seen=body.seen, item_n=body.item_n, **said(body), **facts(body)
        )
    return told.whole(case, request.user)


def found(request: HttpRequest, domain: str, case_id: int) -> Case:
    """The case, if this person may see it; one that he may not see is not there for him."""
    case = rights.visible_to(request.user).select_related("organ").filter(domain=domain, pk=case_id).first()
    if case is None:
        raise HttpError(404, "没有这个办件，或者您不能查看")
    return case


def said(body: StepIn) -> dict[str, Any]:
    """Parties, lines and handler as `perform` takes them."""
    parties = []
    for party in body.parties:
        given = party.dict(exclude={"organ"})
        if party.organ:
            given["organ"] = Organ.objects.filter(code=party.organ).first()
            if given["organ"] is None:
                raise HttpError(404, f"没有代码为“{party.organ}”的机关")
        parties.append(given)
    handler = None
    if body.handler:
        from django.contrib.auth import get_user_model

        handler = get_user_model().objects.filter(username=body.handler, is_active=True).first()
        if handler is None:
            raise HttpError(404, f"没有登录名为“{body.handler}”的人员")
    return {"parties": parties, "item": body.item, "handler": handler}


RESERVED = {"case", "step", "by", "on", "late", "seen", "at", "parties", "item", "item_n", "files", "handler"}


def facts(body: StepIn) -> dict[str, Any]:
    clash = RESERVED & set(body.facts)
    if clash:
        raise HttpError(422, f"facts 中不能有 {'、'.join(sorted(clash))}")
    return body.facts


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    status = {"seat": 403, "stale": 409, "state": 409, "gone": 404}.get(refusal.code, 422)
    return api.create_response(request, {**refusal.as_dict(), "basis": list(refusal.basis)}, status=status)


@api.exception_handler(ValueError)
def bad(request: HttpRequest, error: ValueError) -> HttpResponse:
    return api.create_response(request, {"code": "bad", "message": str(error)}, status=422)


@api.exception_handler(HttpError)
def http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return api.create_response(request, {"code": str(error.status_code), "message": f"{error}。"}, status=error.status_code)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return api.create_response(request, {"code": "401", "message": "令牌缺失、已到期或者不对。请向管理员申请。"}, status=401)


from ninja.errors import ValidationError  # noqa: E402


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0] if error.errors else {}
    place = ".".join(str(p) for p in first.get("loc", ())[1:])
    return api.create_response(
        request, {"code": "422", "message": f"“{place}”的格式不对：{first.get('msg', '')}。", "field": place}, status=422
    )
