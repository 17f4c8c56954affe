"""The 索引号 of a published page: front code with check digit (GB 11714, GB 32100), year and serial; never changed afterwards."""

import re

INDEX = re.compile(r"^([0-9A-Z]{8}[0-9X]|[0-9A-Z]{18})/(\d{4})-(\d{5,})$")
PAPER = re.compile(r"^[\u4e00-\u9fa5]+〔\d{4}〕\d+号$")
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGAN_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def organ_check(body: str) -> str:
    """The ninth character of an organisation code (GB 11714): 11 − Σ mod 11, 10 written X and 11 written 0."""
    total = 11 - sum(int(c, 36) * w for c, w in zip(body, ORGAN_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(total, str(total))


def credit_check(body: str) -> str:
    """The eighteenth character of a unified social credit code (GB 32100): 31 − Σ mod 31."""
    total = sum(ALPHABET.index(c) * w for c, w in zip(body, CREDIT_WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def code_fault(code: str) -> str | None:
    """None where the code's check characters are right, else the sentence that says which is wrong."""
    if len(code) == 9:
        right = organ_check(code[:8])
        return None if code[8] == right else f"机构代码“{code}”的校验码应为{right}"
    if any(c not in ALPHABET for c in code):
        return f"统一社会信用代码“{code}”含有不用的字母（I、O、S、V、Z）"
    right = credit_check(code[:17])
    if code[17] != right:
        return f"统一社会信用代码“{code}”的校验码应为{right}"
    inner = organ_check(code[8:16])
    return None if code[16] == inner else f"统一社会信用代码“{code}”第九至十七位（主体标识码）的校验码应为{inner}"


def index_fault(index: str) -> str | None:
    """None for a well-formed 索引号, else what is wrong with it."""
    found = INDEX.match(index)
    if not found:
        return f"索引号“{index}”的格式不对，应为“机构代码/年份-流水号（至少五位）”"
    return code_fault(found[1])
