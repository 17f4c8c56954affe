"""The patent store: real exchange formats in, honest counts and professional queries out, from a laptop to a cluster.

    from fazhi.engines.patents import Store

    with Store.open("/data/patents") as store:              # a folder (chDB), or http://user:password@host:8123/patents (ClickHouse)
        result = store.load(["weekly.zip", "folder/"])      # .inserted .updated .unchanged .deleted .rejected .events; twice is once
        store.count()                                       # Counts: publications, applications, families, in_scope{…}, synthetic
        found = store.search("标题:病毒 AND ipc:A61K39", limit=20, sort="relevance", facets=["year"], after=None, group=False)
        store.record("CN101424602A")                        # dict with priorities, ipc, cpc, cites, events, transfers; None if absent
        store.family(fam); store.extended_family(pn)        # members by date; numbers connected by priorities
        store.citations(pn)                                 # {"cites": […], "cited_by": […]}
        store.similar(pn)                                   # hits with "why"
        store.landscape("ap:示例药业")                       # figures by year, office, class, owner, status; growth, CR5, HHI
        store.export(query, "结果.xlsx")                     # at most 50,000 rows, head with query and data version
        store.load_log(); store.rejections()

`found`: total, families, seconds, parsed, hits, facets, after (give it back for the next page), version (of the data). Refusals are
ValueErrors of one Chinese sentence; `query.QueryRefused` has the position. Only one process can have a folder open.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fazhi.engines.patents.store import Store

__all__ = ["Store"]


def __getattr__(name: str) -> Any:
    if name == "Store":
        from fazhi.engines.patents.store import Store

        return Store
    raise AttributeError(name)
