"""Arrow without pandas: it would be read in with the first table only to ask whether a list is one of its own (0.4 to 2 s and 60 MB a process)."""

import sys
from importlib.abc import MetaPathFinder
from typing import Any

import pyarrow as pa

__all__ = ["pa"]


class _Without(MetaPathFinder):
    """For a moment there is no pandas."""

    def find_spec(self, name: str, path: Any, target: Any = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


if "pandas" not in sys.modules:
    sys.meta_path.insert(0, without := _Without())
    try:
        pa.array([0])  # asks once, and remembers that there is none
    finally:
        sys.meta_path.remove(without)
