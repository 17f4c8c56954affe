"""Finds references to Chinese law in text and resolves them as of a day: `find(text, laws, on) -> list[Citation]`."""

from fazhi.engines.citations.model import Citation, Law, Laws, Version
from fazhi.engines.citations.search import find

__all__ = ["Citation", "Law", "Laws", "Version", "find"]
