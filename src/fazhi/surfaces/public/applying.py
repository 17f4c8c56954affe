"""Applying: begin, answer one page at a time, leave and come back, attach files, hand in."""

import hashlib
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fazhi.kernel.models import Organ
from fazhi.kernel.refusal import Refusal
from fazhi.surfaces import uploads
from fazhi.surfaces.asking import Field
from fazhi.surfaces.lists import as_day
from fazhi.surfaces.public import handing
from fazhi.surfaces.public.models import Draft, DraftFile, digest, plain_code
from fazhi.surfaces.public.offers import Offer, Page, offer, offers, shown_answer

MAX_FILES, MAX_DRAFTS = 20, 20
TRIES, PER_CODE, WHILE = 200, 10, 600  # wrong codes from one address (a service hall shares one), about one code, in seconds


def index(request: HttpRequest) -> HttpResponse:
    """What one may apply for, what one has begun, where to look up a receipt."""
    return render(request, "public/index.html", {"offers": offers(timezone.localdate())})


def start(request: HttpRequest, domain: str, step: str) -> HttpResponse:
    """What it is, what to bring, how long it takes; begin."""
    found = offer(domain, step, timezone.localdate())
    if found is None:
        raise Http404
    if request.method == "POST":
        user = request.user if request.user.is_authenticated else None
        if too_many(request, "begin"):
            messages.warning(request, "这个网络地址开始的申请太多了，请过十分钟再试，或者到窗口办理。")
            return redirect("apply")
        wrong(request, "begin")
        if user and Draft.objects.filter(user=user).count() >= MAX_DRAFTS:
            messages.warning(request, f"您已有{MAX_DRAFTS}份没写完的申请，请先写完或者删去几份。")
            return redirect("mine")
        draft, code = Draft.begin(domain, step, user)
        held(request)[str(draft.pk)] = code
        request.session.modified = True
        return redirect("draft", draft.pk, found.pages[0].key)
    return render(request, "public/start.html", {"offer": found, "questions": len(found.pages) - 1})


def held(request: HttpRequest) -> dict[str, str]:
    """The drafts this browser may open without a login, with their codes."""
    return request.session.setdefault("drafts", {})


def _keys(request: HttpRequest, what: str, code: str) -> list[tuple[str, int]]:
    parts = [(f"{what}-from:{request.META.get('REMOTE_ADDR', '')}", TRIES)]
    parts += [(f"{what}-about:{code}", PER_CODE)] if code else []
    return [(hashlib.sha256(key.encode()).hexdigest(), most) for key, most in parts]


def too_many(request: HttpRequest, what: str, code: str = "") -> bool:
    """Whether too many wrong tries came from this address, or were made about this code."""
    return any(cache.get(key, 0) >= most for key, most in _keys(request, what, code))


def wrong(request: HttpRequest, what: str, code: str = "") -> None:
    """Counts a wrong try."""
    for key, _ in _keys(request, what, code):
        cache.add(key, 0, WHILE)
        cache.incr(key)


def draft_or_404(request: HttpRequest, pk: int) -> tuple[Draft, Offer]:
    """One's own draft: the logged-in person's, or one this browser began or opened by its code. Anybody else's is not found."""
    draft = Draft.objects.filter(pk=pk).first()
    user = request.user if request.user.is_authenticated else None
    mine = draft is not None and ((user and draft.user_id == user.pk) or (draft.user_id is None and str(pk) in held(request)))
    if draft is None or not mine:
        raise Http404
    if draft.user_id is None and user:
        draft.user = user
        draft.save(update_fields=["user"])
    found = offer(draft.domain, draft.step, timezone.localdate())
    if found is None:
        raise Http404
    return draft, found


def come_back(request: HttpRequest) -> HttpResponse:
    """Open a draft by its code."""
    refused = ""
    if request.method == "POST":
        code = plain_code(request.POST.get("code", ""))
        found = None if too_many(request, "code") else Draft.objects.filter(code=digest(code)).first()
        if found and found.user_id in (None, request.user.pk):
            held(request)[str(found.pk)] = code
            request.session.modified = True
            return redirect("draft", found.pk, resume_at(found))
        wrong(request, "code")
        refused = "没有找到这份申请。请核对保存码；保存超过三十天的已经删除；登录后保存的，请登录后在“我的”里打开。错得太多的，要等十分钟。"
    return render(request, "public/come_back.html", {"refused": refused}, status=422 if refused else 200)


def resume_at(draft: Draft) -> str:
    """The first page not yet answered."""
    found = offer(draft.domain, draft.step, timezone.localdate())
    if found is None:
        raise Http404
    open_ = (p for p in found.pages if p.kind not in ("advice", "files") and p.key not in draft.answers)
    return next(open_).key


# ---------------------------------------------------------------- one page


def page(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One question: asked, answered, kept; then the next."""
    draft, found = draft_or_404(request, pk)
    here = found.page(key)
    if here is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    given = fields(here, draft, request.user, data)
    refusal: Refusal | None = None
    if data is not None:
        try:
            take(request, draft, here, given)
        except Refusal as refused:
            if data.get("then") == "leave":
                keep_unfinished(draft, here, given)
                return redirect("draft-saved", pk)
            refusal = refused
            for one in given:
                one.refused = str(refused) if one.name == refused.field else ""
        else:
            if data.get("then") == "stay":
                return redirect("draft", pk, key)
            if data.get("then") == "leave":
                return redirect("draft-saved", pk)
            back = "x-check" if data.get("then") == "check" else None
            return redirect("draft", pk, back or getattr(found.after(here), "key", "x-check"))
    return show(request, draft, found, here, given, refusal)


def show(
    request: HttpRequest, draft: Draft, found: Offer, here: Page, given: list[Field], refusal: Refusal | None
) -> HttpResponse:
    before = found.after(here, -1)
    context: dict[str, Any] = {
        "draft": draft,
        "offer": found,
        "page": here,
        "fields": given,
        "refusal": refusal,
        "before": before,
        "at": found.pages.index(here) + 1,
        "all": len(found.pages),
        "code": held(request).get(str(draft.pk), ""),
        "checking": "check" in request.GET,
    }
    if here.kind == "advice":
        missing = next((q.name for q in found.guide.questions if q.required and q.name not in draft.answers), "")  # type: ignore[union-attr]
        if missing:
            return redirect("draft", draft.pk, missing)
        context["advice"] = found.guide.advise(typed(found, draft), timezone.localdate())  # type: ignore[union-attr, misc]
    elif here.kind == "files":
        context["files"], context["kinds"], context["most"] = list(draft.files.order_by("pk")), uploads.KINDS, MAX_FILES
    elif here.kind == "check":
        context["rows"], context["files"] = review(found, draft), list(draft.files.order_by("pk"))
        context["missing"] = [p for p in found.pages if unanswered(p, draft)]
    elif here.kind == "other":
        context["organs"] = list(Organ.objects.filter(until=None).order_by("path").values_list("name", flat=True)[:300])
    return render(
        request,
        f"public/{'ask' if here.kind in ('ask', 'who', 'other') else here.kind}.html",
        context,
        status=422 if refusal else 200,
    )


def fields(here: Page, draft: Draft, user: Any, data: Any) -> list[Field]:
    """The page's questions with what was typed, kept, or is known of the person."""
    kept = draft.answers.get(here.key) or draft.answers.get(f"~{here.key}", {})
    kept = kept if isinstance(kept, dict) else {here.key: kept}
    if here.kind == "who" and not kept and user.is_authenticated and (person := getattr(user, "person", None)):
        kept = {"name": person.name, "phone": person.phone}
    found = []
    for q in here.asks:
        value = data.get(q.name, "") if data is not None else kept.get(q.name, "")
        found.append(
            Field(
                q,
                q.name,
                str(value).lower() if isinstance(value, bool) else "\n".join(value) if isinstance(value, list) else value,
            )
        )
    return found


def take(request: HttpRequest, draft: Draft, here: Page, given: list[Field]) -> None:
    """Check and keep what was typed on one page."""
    if here.kind == "files":
        attach(request, draft)
    if here.kind not in ("ask", "who", "other"):
        return
    for one in given:
        check(one, here)
    values = {f.name: str(f.value).strip() for f in given}
    draft.answers[here.key] = values[here.key] if here.kind == "ask" else values
    draft.save()


def keep_unfinished(draft: Draft, here: Page, given: list[Field]) -> None:
    """What was typed on a page that is not yet complete: shown again, never handed in."""
    values = {f.name: str(f.value).strip()[:5000] for f in given}
    if any(values.values()):
        draft.answers[f"~{here.key}"] = values[here.key] if here.kind == "ask" else values
        draft.save()


def check(one: Field, here: Page) -> None:
    """One answer, by its kind."""
    text, question = str(one.value).strip(), one.question
    if not text:
        if question.required:
            raise Refusal("missing", f"“{question.label}”还没有填", todo="请填写后继续", field=one.name)
        return
    if len(text) > (5000 if question.kind in ("long", "list") else 200):
        raise Refusal("format", "写得太长了", todo="请写得短一些，详细情况可以写在材料里上传", field=one.name)
    if question.choices and text not in {str(k) for k, _ in question.choices}:
        raise Refusal("format", "请在列出的几项里选一项", field=one.name)
    if question.kind == "date":
        day = as_day(text)
        if day is None or not date(1949, 10, 1) <= day <= timezone.localdate():
            raise Refusal("format", "日期不对，或者还没有到", todo="请选已经过去的一天", field=one.name)
    if question.kind == "bool" and text not in ("true", "false"):
        raise Refusal("format", "请选“是”或者“否”", field=one.name)
    if here.kind == "who":
        handing.check_person(one.name, text)


def attach(request: HttpRequest, draft: Draft) -> None:
    """Keep uploaded files with the draft; remove one that was unticked."""
    if (drop := request.POST.get("drop", "")).isdigit():
        for file in draft.files.filter(pk=int(drop)):
            file.drop()
    sent = request.FILES.getlist("files")
    if draft.files.count() + len(sent) > MAX_FILES:
        raise Refusal("file", f"最多交{MAX_FILES}个文件", todo="请合并几个再交", field="files")
    for name, content in [uploads.checked(one) for one in sent]:
        path = default_storage.save(f"drafts/{draft.pk}/{hashlib.sha256(content).hexdigest()[:32]}", ContentFile(content))
        DraftFile.objects.create(draft=draft, name=name, path=path, size=len(content))
    draft.save()


def typed(found: Offer, draft: Draft) -> dict[str, Any]:
    """The answers with days as days."""
    days = {q.name for p in found.pages for q in p.asks if q.kind == "date" and p.kind == "ask"}
    return {k: as_day(v) if k in days and isinstance(v, str) else v for k, v in draft.answers.items()}


def unanswered(one: Page, draft: Draft) -> bool:
    return one.kind in ("ask", "who", "other") and any(q.required for q in one.asks) and not draft.answers.get(one.key)


def review(found: Offer, draft: Draft) -> list[tuple[Page, list[tuple[str, str]]]]:
    """Everything answered, to be read once more."""
    rows = []
    for one in found.pages:
        kept = draft.answers.get(one.key)
        if one.kind in ("ask", "who", "other"):
            values = kept if isinstance(kept, dict) else {one.key: kept}
            rows.append((one, [(q.label, shown_answer(q, values.get(q.name))) for q in one.asks]))
    return rows


def saved(request: HttpRequest, pk: int) -> HttpResponse:
    """Left for now: how to come back."""
    draft, found = draft_or_404(request, pk)
    return render(
        request,
        "public/saved.html",
        {"draft": draft, "offer": found, "code": held(request).get(str(pk), ""), "next": resume_at(draft)},
    )


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    draft, _ = draft_or_404(request, pk)
    draft.drop()
    messages.info(request, "没写完的申请已经删除。")
    return redirect("mine" if request.user.is_authenticated else "apply")


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the application in: the opening step, taken by the applicant."""
    draft, found = draft_or_404(request, pk)
    if not request.user.is_authenticated:
        return redirect("draft", pk, "x-check")
    if missing := next((p for p in found.pages if unanswered(p, draft)), None):
        messages.warning(request, f"还有一项没有填：{missing.title}。")
        return redirect("draft", pk, missing.key)
    try:
        receipt = handing.hand_in(draft, found, request.user, typed(found, draft))
    except (Refusal, ValueError) as refused:
        messages.warning(request, f"没有提交成功：{refused}")
        known = found.page(getattr(refused, "field", ""))
        return redirect("draft", pk, known.key if known else "x-check")
    held(request).pop(str(pk), None)
    request.session.modified = True
    return redirect("receipt", receipt.code)
