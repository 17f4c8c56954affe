"""A store that another process has open, used with the same words as one's own: each call is a question to its owner."""

import inspect
from pathlib import Path
from typing import Any

from fazhi.engines.patents import owner
from fazhi.engines.patents.load import Result
from fazhi.engines.patents.record import Rejection
from fazhi.engines.patents.store import Counts, Found, Store

SHAPES: dict[str, type] = {"search": Found, "count": Counts, "load": Result, "generate": Result}


class Remote:
    """The owner of a folder, asked by its socket; refuses like the store itself."""

    def __init__(self, address: Path):
        self.address = address
        owner.ask(address, "state")

    def __enter__(self) -> "Remote":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if name not in owner.OF_STORE:
            raise AttributeError(name)
        shape = inspect.signature(getattr(Store, name))

        def put(*args: Any, **more: Any) -> Any:
            said = dict(shape.bind(None, *args, **more).arguments)
            said.pop("self")
            progress = said.pop("progress", None)
            if "paths" in said:  # the owner stands in another folder
                said["paths"] = [str(Path(p).resolve()) for p in said["paths"]]
            if name == "export":
                said["path"] = str(Path(said["path"]).resolve())
            return shaped(name, owner.ask(self.address, name, progress, timeout=None, **said))

        return put


def shaped(name: str, found: Any) -> Any:
    """The answer as the store itself would give it."""
    if name in ("load", "generate"):
        found = {**found, "rejected": [Rejection(**r) for r in found["rejected"]]}
    return SHAPES[name](**found) if name in SHAPES else found


def store_at(place: str) -> Store | Remote:
    """The store, opened here; where another process has the folder open, its owner. The sentence of the lock where nobody answers."""
    try:
        return Store.open(place)
    except ValueError:
        address = Path(place) / "owner.sock"
        if place.startswith(("http://", "https://")) or not address.exists():
            raise
        try:
            return Remote(address)
        except owner.Absent:
            pass
        raise
