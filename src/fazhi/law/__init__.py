"""Facts about statutes, shipped with the product, and the library of full texts once they are imported."""

from fazhi.law.catalogue import Catalogue, LawRecord, Version, catalogue
from fazhi.law.cited import CitedLaws, cited_laws
from fazhi.law.library import Library, library
from fazhi.law.statute import Article, Item, Paragraph, passage

__all__ = [
    "Article",
    "Catalogue",
    "CitedLaws",
    "Item",
    "LawRecord",
    "Library",
    "Paragraph",
    "Version",
    "catalogue",
    "cited_laws",
    "library",
    "passage",
]
