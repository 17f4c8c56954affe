"""Status and estimated end of a right: from the kind of document and its dates (专利法第三十九、四十二条), then from legal events."""

from collections.abc import Iterable
from datetime import date, timedelta

GRANTING, ENDING = {"授权"}, {"权利终止", "驳回", "撤回", "视为撤回", "视为放弃", "无效", "无效全部"}
EVENT_WORDS = {"61": "转移", "62": "许可", "63": "质押", "转让": "转移", "实审": "实审生效", "终止": "权利终止"}
STATES = ("有效", "失效", "审中", "实质审查", "PCT指定期内", "PCT指定期满", "未确认")
NEW_DESIGN_LAW = 20210601  # designs filed from that day: 15 years (第四十二条，2020年修正)


def years_later(day: int, years: int) -> int:
    """The same day so many years on; 29 February becomes 28."""
    y, rest = divmod(day, 10000)
    return (y + years) * 10000 + (228 if rest == 229 and (y + years) % 4 else rest)


def term(cc: str, kc: str, ad: int, pd: int, ext_days: int = 0) -> int:
    """预估到期日, 0 where nothing can be said: CN and most offices 20/10 years from filing; US designs from grant; PCT has no term."""
    if not ad or cc == "WO":
        return 0
    if kc == "S":
        if cc == "US":
            return years_later(pd, 15 if ad >= 20150513 else 14) if pd else 0
        return years_later(ad, 15 if cc != "CN" or ad >= NEW_DESIGN_LAW else 10)
    end = years_later(ad, 10 if kc == "U" else 20)
    if ext_days:
        later = date(end // 10000, end // 100 % 100, end % 100) + timedelta(days=ext_days)
        end = later.year * 10000 + later.month * 100 + later.day
    return end


def first(cc: str, kc: str, ad: int, pd: int, end: int, today: int) -> str:
    """The status as the document alone shows it; European and unknown offices stay 未确认: their rights live state by state."""
    if cc == "WO":
        return "PCT指定期满" if ad and years_later(ad, 3) < today else "PCT指定期内"
    if cc not in ("CN", "US", "JP", "KR", "TW") or kc in ("T", "R", "其他", ""):
        return "未确认"
    if end and end < today:
        return "失效"
    return "审中" if kc == "A" else "有效"


def after(status: str, events: Iterable[tuple[int, str]]) -> str:
    """The status after events (date, class) in order of date; a restoration re-opens the right."""
    for _, cls in sorted(events):
        if cls in GRANTING or cls == "恢复":
            status = "有效"
        elif cls in ENDING:
            status = "失效"
        elif cls in ("实审", "实审生效") and status == "审中":
            status = "实质审查"
    return status
