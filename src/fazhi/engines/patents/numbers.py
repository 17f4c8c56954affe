"""Publication, application and priority numbers of the offices: one canonical spelling each, or a refusal with its reason.

Nothing is guessed silently: a check digit that does not fit, a year an office did not exist in, or a shape its grammar
does not know is a `NumberRefused`; an unknown country or kind is kept and told by `kind_class` and `known_office`.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from fazhi.engines.patents.offices import OFFICES

CLASS_OF_LETTER = {
    "A": "A",
    "B": "B",
    "C": "B",
    "U": "U",
    "Y": "U",
    "S": "S",
    "D": "S",
    "T": "T",
    "E": "B",
    "P": "B",
    "H": "其他",
    "R": "R",
}
CN_TYPES = {"1": "发明", "2": "实用新型", "3": "外观设计", "8": "PCT发明", "9": "PCT实用新型"}
ERAS = {"平": "H", "昭": "S", "令": "R", "大": "T", "明": "M"}
GLUE = re.compile(r"[\s./\-,，·_:]+")
KIND = r"([A-Z]\d?)"


class NumberRefused(ValueError):
    """A number refused; `code` is the refusal's code (E-PT-01 grammar, E-PT-02 check digit)."""

    def __init__(self, code: str, said: str):
        super().__init__(f"{said}（{code}）")
        self.code = code


@dataclass(frozen=True)
class Number:
    """A canonical number: office, digits as DOCDB writes them, kind code (empty when unknown)."""

    office: str
    digits: str
    kind: str = ""

    def __str__(self) -> str:
        return f"{self.office}{self.digits}{self.kind}"


def clean(text: str) -> str:
    """NFKC, upper case, no spaces, dots, slashes, hyphens or commas."""
    return GLUE.sub("", text.upper() if text.isascii() else unicodedata.normalize("NFKC", text).upper())


# --- China -------------------------------------------------------------------------------------------------------------


def check_digit(digits: str) -> str:
    """Check digit of a Chinese application number: digits times 2…9, 2…9, modulo 11; ten is X (ZC 0006-2003)."""
    return "0123456789X"[sum(int(d) * (2 + i % 8) for i, d in enumerate(digits)) % 11]


def cn_application(text: str) -> str:
    """`CN95115608.X` from any usual spelling of a Chinese application number (`ZL` prefix, 13 digits without a dot, with kind)."""
    raw = unicodedata.normalize("NFKC", text).upper().strip()
    body = re.sub(r"^(CN|ZL)\s*", "", re.sub(r"^(CN|ZL)\s*", "", raw))
    body = re.sub(r"\s+[A-Z]\d?$|(?<=\d)[ABCUYSD]\d?$", "", body)
    body = re.sub(r"[\s,\-/]", "", body)
    if m := re.fullmatch(r"(\d{12}|\d{8})\.?([\dX])?", body):
        digits, given = m[1], m[2]
    else:
        raise NumberRefused("E-PT-01", f"申请号“{text}”不合规则：应为8位（2003年10月前）或12位数字，可带一位校验位")
    _cn_grammar(text, digits)
    computed = check_digit(digits)
    if given and given != computed:
        raise NumberRefused("E-PT-02", f"申请号“{text}”校验位不符：所给为{given}，按规则应为{computed}")
    return f"CN{digits}.{computed}"


def _cn_grammar(text: str, digits: str) -> None:
    year = int(digits[:4]) if len(digits) == 12 else 1900 + int(digits[:2]) if int(digits[:2]) >= 85 else 2000 + int(digits[:2])
    first, last = (2003, date.today().year) if len(digits) == 12 else (1985, 2003)
    if not first <= year <= last:
        raise NumberRefused("E-PT-01", f"申请号“{text}”年份{year}不在{len(digits)}位申请号的年份{first}—{last}之内")
    kind = digits[4] if len(digits) == 12 else digits[2]
    if kind not in CN_TYPES:
        raise NumberRefused("E-PT-01", f"申请号“{text}”种类码为{kind}，只能是1、2、3、8、9")


def _cn_publication(text: str, digits: str) -> str:
    if not re.fullmatch(r"\d{7}|\d{9}|8[5-8]\d{6}", digits):
        raise NumberRefused("E-PT-01", f"中国公开号“{text}”应为7位、9位或1985—1988年的8位数字")
    kind = digits[2] if len(digits) == 8 else digits[0]
    if kind not in "12389":
        raise NumberRefused("E-PT-01", f"中国公开号“{text}”种类码为{kind}，只能是1、2、3、8、9")
    return digits


# --- publications of all offices ---------------------------------------------------------------------------------------


def publication(text: str, kind: str = "") -> Number:
    """The canonical publication number of one string such as `US 2006/0142694 A1`, `CN101424602A`, `特開平10-12345`."""
    if japanese := _japanese(text):
        return japanese
    folded = clean(text)
    m = re.fullmatch(r"([A-Z]{2})([A-Z]{0,2}\d{2,}[A-Z]?)" + KIND, folded) or re.fullmatch(
        r"([A-Z]{2})([A-Z]{0,2}\d{2,}[A-Z]?)()", folded
    )
    if m is None:
        raise NumberRefused("E-PT-01", f"公开号“{text}”不合规则：应为国家代码＋数字＋文献种类代码，例如CN101424602A")
    return publication_of(m[1], m[2], kind or m[3])


def publication_of(office: str, digits: str, kind: str = "") -> Number:
    """The canonical number from its three parts as exchange files give them."""
    office, kind = office.strip().upper(), kind.strip().upper()
    said = f"{office} {digits} {kind}".strip()
    if not re.fullmatch(r"[A-Z]{2}", office):
        raise NumberRefused("E-PT-01", f"公开号“{said}”缺少两位国家或组织代码")
    number = clean(digits)
    if not re.fullmatch(r"[A-Z]{0,2}\d{2,14}[A-Z]?|\d{2,6}[A-Z]{2,4}\d{4}", number):
        raise NumberRefused("E-PT-01", f"公开号“{said}”的号码部分不合规则")
    if kind and not re.fullmatch(r"[A-Z]\d?", kind):
        raise NumberRefused("E-PT-01", f"公开号“{said}”的文献种类代码应为一个字母加至多一位数字")
    rule = _RULES.get(office)
    return Number(office, rule(said, number) if rule else number, kind)


def _us_publication(said: str, number: str) -> str:
    if m := re.fullmatch(r"((?:19|20)\d\d)0(\d{6})", number):
        return m[1] + m[2]
    if m := re.fullmatch(r"([A-Z]{0,2})0*(\d{1,8})", number):
        return m[1] + m[2]
    if re.fullmatch(r"20\d{8}", number):
        return number
    raise NumberRefused("E-PT-01", f"美国公开号“{said}”应为年份加7位（或6位）的申请公布号，或至多8位的授权号")


def _wo_publication(said: str, number: str) -> str:
    if m := re.fullmatch(r"(19[7-9]\d|200[0-3])(\d{5,6})", number):
        # 2002 and 2003 ran past 99,999: those keep six digits
        return m[1][2:] + (m[2] if len(m[2]) == 6 and m[2][0] != "0" else m[2][-5:])
    if m := re.fullmatch(r"(20\d\d)(\d{6})", number):
        return number
    if re.fullmatch(r"\d{7}|0[23][1-9]\d{5}", number) or re.fullmatch(r"RO\d+", number):
        return number
    raise NumberRefused("E-PT-01", f"国际公布号“{said}”应为四位年份加6位（2004年7月起），或两位年份加5位")


def _ep_publication(said: str, number: str) -> str:
    if re.fullmatch(r"0*\d{1,7}", number):
        return number.lstrip("0").zfill(7)
    raise NumberRefused("E-PT-01", f"欧洲公开号“{said}”应为至多7位数字")


_RULES = {"CN": _cn_publication, "US": _us_publication, "WO": _wo_publication, "EP": _ep_publication}


def _japanese(text: str) -> Number | None:
    """特開2007-284073, 特開平10-12345, 特許4123456, 実用新案登録…: the Japanese spelling with its era."""
    folded = unicodedata.normalize("NFKC", text).replace(" ", "").replace("号", "").replace("第", "")
    m = re.fullmatch(r"(特開|特表|再表|特公|実開|実公)(?:((?:19|20)\d\d)|([平昭令])(\d{1,2}))-(\d{1,6})", folded)
    if m:
        kind = {"特公": "B2", "実開": "U", "実公": "Y2"}.get(m[1], "A")
        if m[2]:
            return Number("JP", m[2] + m[5].zfill(6), kind)
        return Number("JP", ERAS[m[3]] + m[4].zfill(2) + m[5], kind)
    if m := re.fullmatch(r"(特許|実用新案登録|登録実用新案)(\d{6,7})", folded):
        return Number("JP", m[2], "B2" if m[1] == "特許" else "U")
    return None


def korean(text: str) -> Number:
    """`10-2005-0012345` (published application) or `10-0123456` (grant); the leading type 10/20/30 is dropped from the former."""
    folded = unicodedata.normalize("NFKC", text).upper().strip()
    folded = re.sub(r"^KR\s*", "", folded)
    if m := re.fullmatch(r"(10|20|30)-?((?:19|20)\d\d)-?(\d{7})\s*([A-Z]\d?)?", folded):
        return Number("KR", m[2] + m[3], m[4] or {"10": "A", "20": "U", "30": "S"}[m[1]])
    if m := re.fullmatch(r"(10|20|30)-?(\d{7})\s*([A-Z]\d?)?", folded):
        return Number("KR", m[1] + m[2], m[3] or {"10": "B1", "20": "Y1", "30": "S"}[m[1]])
    raise NumberRefused("E-PT-01", f"韩国号“{text}”应为10-2005-0012345（公开）或10-0123456（授权）")


# --- applications and priorities ---------------------------------------------------------------------------------------


def application(text: str, filed: date | None = None) -> Number:
    """The canonical application number of one string with its office: `CN…`, `PCT/US2007/088754`, `US 13/676,098`, `EP 99203729.4`."""
    folded = unicodedata.normalize("NFKC", text).upper().strip()
    if m := re.fullmatch(r"PCT/?([A-Z]{2})(\d{4}|\d{2})/?(\d{5,7})", re.sub(r"[\s,]", "", folded)):
        return _pct(m[1], m[2], m[3])
    if re.fullmatch(r"CN\s*[\d/ ]+\s*W", folded):
        return application_of("CN", folded[2:-1], "W")
    if folded.startswith(("ZL", "CN")) or re.fullmatch(r"[\d.X]{8,14}", folded):
        return application_of("CN", folded.removeprefix("CN").strip(), "")
    if m := re.fullmatch(r"(\d\d)/(\d{3}),?(\d{3})", folded):
        return application_of("US", m[0], "A", filed)
    if m := re.fullmatch(r"([A-Z]{2})\s*(.+?)(?:\s+([A-Z]\d?))?", folded):
        return application_of(m[1], m[2], m[3] or "", filed)
    raise NumberRefused("E-PT-01", f"申请号“{text}”不合规则：应以国家代码开头")


def application_of(office: str, digits: str, kind: str = "", filed: date | None = None) -> Number:
    """The canonical application number from its parts; kind `W` marks an international application under its receiving office."""
    office, kind = office.strip().upper(), kind.strip().upper()
    number = unicodedata.normalize("NFKC", digits).upper().strip()
    if kind == "W":
        m = re.fullmatch(r"(\d{4}|\d\d)[/ ]?(\d{5,7})", number)
        return _pct(office, m[1], m[2]) if m else Number(office, clean(number), "W")
    if office == "CN":
        if re.fullmatch(r"\d{10}|\d{7}", number):
            return Number("CN", number, "W")
        return Number("CN", cn_application(number)[2:], "")
    if office == "US":
        return _us_application(number, kind, filed)
    if office == "EP":
        if m := re.fullmatch(r"(\d{8})(?:\.\d)?", number):
            return Number("EP", m[1], "A")
        if m := re.fullmatch(r"(?:19|20)(\d\d)0?(\d{6})", number):
            return Number("EP", m[1] + m[2], "A")
    if office == "KR" and (m := re.fullmatch(r"(10|20|30)-?((?:19|20)\d\d)-?(\d{7})", number)):
        return Number("KR", m[2] + m[3], "A")
    folded = clean(number)
    if not re.fullmatch(r"[A-Z0-9]{2,20}", folded):
        raise NumberRefused("E-PT-01", f"申请号“{office} {digits} {kind}”不合规则")
    return Number(office, folded, kind or "A")


def _pct(office: str, year: str, serial: str) -> Number:
    """International applications: four-digit year and six digits since 2004, two and five before, as DOCDB writes them."""
    if len(year) == 4:
        if int(year) >= 2004:
            return Number(office, year + serial.lstrip("0").zfill(6)[-6:], "W")
        return Number(office, year[2:] + serial.lstrip("0").zfill(5)[-5:], "W")
    return Number(office, year + serial.lstrip("0").zfill(5), "W")


def _us_application(number: str, kind: str, filed: date | None) -> Number:
    if m := re.fullmatch(r"(\d\d)[/ ]?(\d{3}),?(\d{3})", number):
        series = m[1]
        if filed is None:
            if "/" not in number:
                return Number("US", clean(number), kind or "A")
            raise NumberRefused("E-PT-01", f"美国申请号“{number}”要有申请年份才能规范，请同时给出申请日")
        return Number("US", f"{filed.year}{series}{m[2]}{m[3]}", kind if kind in ("P", "F") else "A")
    folded = clean(number)
    if re.fullmatch(r"D?\d{5,12}", folded):
        return Number("US", folded, kind or "A")
    raise NumberRefused("E-PT-01", f"美国申请号“{number}”应为两位系列号加6位流水号")


def known_office(office: str) -> bool:
    """Whether the two letters are an office or country of WIPO ST.3."""
    return office in OFFICES


def kind_class(office: str, kind: str, published: int = 0) -> str:
    """What a kind code means: A application, B grant, U utility model, S design, T translation, R search report, else 其他.

    `published` is YYYYMMDD: US documents of kind A were grants until 2001-01-01.
    """
    if office == "US" and kind == "A" and 0 < published < 20010102:
        return "B"
    if office == "US" and re.fullmatch(r"P[1-4]", kind):
        return "A" if kind in ("P1", "P4") else "B"
    if office in ("EP", "WO") and kind in ("A3", "A4"):
        return "R"
    if office == "DE" and kind in ("D1", "D2"):
        return "其他"
    return CLASS_OF_LETTER.get(kind[:1], "其他")
