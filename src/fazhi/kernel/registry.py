"""All procedures and figures of the installed domains, found by their file names; surfaces walk this and name no domain."""

import importlib
import pkgutil
import warnings
from datetime import date
from functools import cache
from typing import Any

from fazhi.kernel.declare import Clock, DeclarationError, Procedure
from fazhi.kernel.soundness import unlike_twins


@cache
def domains() -> dict[str, Any]:
    """The domain packages by name."""
    home = importlib.import_module("fazhi.domains")
    return {m.name: importlib.import_module(f"fazhi.domains.{m.name}") for m in pkgutil.iter_modules(home.__path__) if m.ispkg}


@cache
def modules(prefix: str) -> list[Any]:
    """The modules of every domain whose file name is `prefix` or begins with `prefix_`."""
    found = []
    for package in domains().values():
        for m in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
            if m.name == prefix or m.name.startswith(prefix + "_"):
                found.append(importlib.import_module(f"{package.__name__}.{m.name}"))
    return found


@cache
def procedures() -> dict[str, type[Procedure]]:
    """Every declared procedure by key; warns of twin steps that drive different clocks without saying why."""
    found: dict[str, type[Procedure]] = {}
    for module in modules("procedure"):
        for value in vars(module).values():
            declared = isinstance(value, type) and issubclass(value, Procedure) and value.key
            if declared and value.__module__ == module.__name__:
                _one_home(found, value)
                found[value.key] = value
                for line in unlike_twins(value):
                    warnings.warn(line, stacklevel=2)
    return found


def _one_home(found: dict[str, type[Procedure]], new: type[Procedure]) -> None:
    """A domain word is declared in one folder only: two would be taken for versions of one procedure."""
    home = new.__module__.rsplit(".", 1)[0]
    for other in found.values():
        if other.domain == new.domain and other.__module__.rsplit(".", 1)[0] != home:
            raise DeclarationError(f"程序 {new.key} 与 {other.key} 用了同一个领域词，却在不同的文件夹（{home}）。")


def procedure(key: str) -> type[Procedure]:
    """The procedure of that key; ValueError with the known ones where there is none."""
    try:
        return procedures()[key]
    except KeyError:
        raise ValueError(f"没有程序“{key}”。已有：{'、'.join(sorted(procedures()))}。") from None


def in_force(domain: str, on: date) -> type[Procedure]:
    """The version of a domain's main procedure in force on that day; ValueError where the law gave none."""
    found = [p for p in procedures().values() if p.domain == domain and p.since <= on and (not p.until or on <= p.until)]
    if not found:
        raise ValueError(f"{on:%Y-%m-%d}没有施行中的“{domain}”程序版本，请核对日期。")
    return max(found, key=lambda p: p.since)


def clocks() -> dict[str, tuple[type[Procedure] | None, Clock]]:
    """Every declared time limit by its id in the master table, with its procedure (None for a standing term)."""
    found: dict[str, tuple[type[Procedure] | None, Clock]] = {}
    for declared in sorted(procedures().values(), key=lambda p: p.key):
        for clock in declared.clocks.values():
            found.setdefault(clock.ref, (declared, clock))
    for module in modules("terms"):
        for value in vars(module).get("TERMS", ()):
            found.setdefault(value.ref, (None, value))
    return found


@cache
def figures() -> dict[str, Any]:
    """Every figure of every domain, by id."""
    return {id: figure for mine in figures_by_home().values() for id, figure in mine.items()}


@cache
def figures_by_home() -> dict[str, dict[str, Any]]:
    """The figures of each domain's folder, by id."""
    from fazhi.kernel.figures import Figure

    found: dict[str, dict[str, Any]] = {}
    for module in modules("figures"):
        mine = {value.id: value for value in vars(module).values() if isinstance(value, Figure)}
        found.setdefault(module.__name__.split(".")[2], {}).update(mine)
    return found
