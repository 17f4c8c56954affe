"""The seal: SM3 (GB/T 32905) over what was said and over each ledger line, chained by case; canonical JSON in between."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash


def sm3(text: str) -> str:
    h = Hash(SM3())
    h.update(text.encode())
    return h.finalize().hex()


def plain(value: Any) -> Any:
    """A value as JSON holds it: dates ISO, models by primary key, decimals as text."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain(v) for v in value]
    return value.pk if hasattr(value, "pk") else value


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def digest_of(said: dict) -> str:
    """The digest of what was said. Sealing the digest lets personal data be redacted without breaking the chain."""
    return sm3(_encode(said))


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


def seal_of(before: str, event: Any) -> str:
    """The seal of one ledger line: the seal before it, its digest, and every column that may not change."""
    parts: tuple = (before, event.case_id, event.seq, event.step, event.kind, event.on.isoformat(), moment(event.at))
    parts += (event.by_id or 0, event.seat, event.amends_id or 0, event.revision, event.digest)
    return sm3("|".join(map(str, parts)))
