"""Handing an application in: the draft becomes the opening step of a case, in one transaction, with a receipt."""

import re
from typing import Any

from django.db import transaction
from django.utils import timezone

from fazhi.kernel.facts import asked
from fazhi.kernel.models import Organ
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.refusal import Refusal
from fazhi.surfaces.asking import Field, read
from fazhi.surfaces.public.models import Draft, Receipt, new_code
from fazhi.surfaces.public.offers import Offer, receiving_organ

PHONE, MAINLAND_ID = re.compile(r"[+\d][\d -]{5,18}\d$"), re.compile(r"\d{17}[\dXx]$")
WEIGHTS, CHECK = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def check_person(name: str, text: str) -> None:
    """What can be told wrong at once about a phone, an identity number, a credit code."""
    if name == "phone" and not PHONE.match(text):
        raise Refusal("format", "手机号码不对", todo="请只写数字", field=name)
    if name == "id_number" and len(text) == 18 and not identity(text):
        raise Refusal("format", "身份证号码有误，最后一位对不上", todo="请对照证件核对", field=name)
    if name == "credit_code" and not re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{18}", text.upper()):
        raise Refusal("format", "统一社会信用代码应是18位数字和大写字母", todo="请对照营业执照核对", field=name)


def identity(text: str) -> bool:
    """The check digit of GB 11643-1999."""
    return (
        bool(MAINLAND_ID.match(text))
        and CHECK[sum(int(c) * w for c, w in zip(text, WEIGHTS, strict=False)) % 11] == text[-1].upper()
    )


def hand_in(draft: Draft, found: Offer, user: Any, answers: dict[str, Any]) -> Receipt:
    """Take the opening step with the citizen as applicant; the draft is gone, a receipt is left. Refusal: nothing happened."""
    today = timezone.localdate()
    applicant = answers["x-me"]
    named = {p.key: answers.get(p.key, {}) for p in found.pages if p.kind == "other"}
    files = [(f.name, f.content()) for f in draft.files.order_by("pk")]
    with transaction.atomic():
        if not Draft.objects.select_for_update().filter(pk=draft.pk).exists():
            raise Refusal("gone", "这份申请已经提交过了", todo="请在“我的”里查看")
        title = found.guide.case_title(answers, applicant["name"]) if found.guide and found.guide.case_title else ""
        case = new_case(
            found.declared.domain, receiving_organ(found.declared, today), today, title or f"{applicant['name']}：{found.title}"
        )
        perform(
            case,
            found.step.key,
            user,
            today,
            parties=parties(found, user, applicant, named),
            files=files,
            **facts(found, answers),
        )
        receipt = Receipt.objects.create(
            case=case, code=new_code(), phone_tail=re.sub(r"\D", "", applicant.get("phone", ""))[-4:]
        )
        draft.drop()
    return receipt


def facts(found: Offer, answers: dict[str, Any]) -> dict[str, Any]:
    """The facts of the opening step, from the answers that bear their names and from what the guide makes of the others."""
    said: dict[str, Any] = {}
    for question in asked(found.declared, found.step):
        value = answers.get(question.name)
        if value not in (None, ""):
            said[question.name] = read(Field(question, question.name, value))
    if found.guide and found.guide.facts:
        said.update(found.guide.facts(answers))
    return said


def parties(found: Offer, user: Any, applicant: dict[str, str], named: dict[str, dict]) -> list[dict[str, Any]]:
    me = {k: v for k, v in applicant.items() if v and k != "e_service"}
    all_ = [{**me, "seat": found.seat, "user": user, "e_service": applicant.get("e_service") == "true"}]
    for one in found.pages:
        if one.kind == "other" and (name := named[one.key].get("name", "").strip()):
            organ = Organ.objects.filter(name=name, until=None).first()
            all_.append({"seat": one.seat, "name": name, "kind": "机关" if organ else "其他组织", "organ": organ})
    return all_
