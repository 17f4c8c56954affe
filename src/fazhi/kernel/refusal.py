"""How the house says no: what was refused, in which state, by which article, and what to do next."""

from collections.abc import Iterable
from typing import Any


class Refusal(ValueError):
    """A step that was refused; nothing was written. `code` is stable for programs, `field` names the fact at fault."""

    def __init__(self, code: str, what: str, *, basis: Iterable[Any] = (), todo: str = "", field: str = "", state: str = ""):
        self.code, self.what, self.todo, self.field, self.state = code, what, todo, field, state
        self.basis = tuple(map(str, basis))
        parts = [what.rstrip("。") + (f"（当前状态：{state}）" if state else "")]
        if self.basis:
            parts.append("依据：" + "、".join(dict.fromkeys(self.basis)))
        if todo:
            parts.append("下一步：" + todo.rstrip("。"))
        super().__init__("。".join(parts) + "。")

    def as_dict(self) -> dict:
        return {"code": self.code, "what": self.what, "basis": self.basis, "todo": self.todo, "field": self.field,
                "state": self.state, "message": str(self)}  # fmt: skip
