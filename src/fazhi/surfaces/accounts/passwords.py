"""Password rules beside Django's own: three of four kinds of characters (GB/T 22239-2019, 8.1.4.1)."""

import re
from typing import Any

from django.core.exceptions import ValidationError

KINDS = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z0-9]")


class ThreeKinds:
    """Refuses a password of fewer than three kinds of characters."""

    def validate(self, password: str, user: Any = None) -> None:
        if sum(bool(re.search(k, password)) for k in KINDS) < 3:
            raise ValidationError(self.get_help_text(), code="password_kinds")

    def get_help_text(self) -> str:
        return "密码须含大写字母、小写字母、数字、符号中的三种。"
