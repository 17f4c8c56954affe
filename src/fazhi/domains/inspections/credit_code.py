"""统一社会信用代码: the check characters of GB 32100-2015 and GB 11714, on plain text."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
VALUE = {c: n for n, c in enumerate(ALPHABET)}
WEIGHTS = tuple(pow(3, n, 31) for n in range(17))
INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def check_character(first: str) -> str:
    """The 18th character for the first seventeen."""
    total = sum(VALUE[c] * w for c, w in zip(first, WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def fault(code: str) -> str | None:
    """Why this is no credit code, or None. The inner check and the division never refuse: early and special codes exist."""
    if len(code) != 18:
        return f"应为18位，实为{len(code)}位"
    strange = sorted({c for c in code if c not in VALUE})
    if strange:
        return f"含有不允许的字符“{'、'.join(strange)}”（不用字母I、O、Z、S、V和小写字母）"
    expected = check_character(code[:17])
    if code[17] != expected:
        return f"校验位不符：末位应为“{expected}”，写的是“{code[17]}”"
    return None


def remark(code: str) -> str | None:
    """A question of quality about a code that passes: its organisation part does not check (positions 9-17)."""
    inner = inner_character(code[8:16])
    return None if code[16] == inner else f"第9—17位组织机构代码的校验位应为“{inner}”，写的是“{code[16]}”，请核对"


def inner_character(body: str) -> str:
    """The check character of an organisation body code of eight characters (GB 11714)."""
    values = (int(c) if c.isdigit() else ord(c) - 55 for c in body)
    rest = 11 - sum(v * w for v, w in zip(values, INNER_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def synthetic(n: int) -> str:
    """A valid code of an invented division (000000) for demonstration data; every n gives another."""
    body = f"{n:08d}"
    first = f"91000000{body}{inner_character(body)}"
    return first + check_character(first)
