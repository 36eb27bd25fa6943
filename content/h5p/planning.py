"""What a package changes among the libraries that are installed: pure.

A minor version stands beside the others. Of one minor version the highest patch stays: the package
never takes anything back, and somebody who may not install plays with what is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from content.h5p.closure import in_order
from content.h5p.examining import Examined
from content.h5p.names import Name


@dataclass(frozen=True, slots=True)
class Installed:
    """A library of the store, as far as planning asks."""

    patch: int
    title: str
    dependencies: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    new: list[Name]
    newer: list[Name]  # a higher patch than what is installed
    older: list[Name]  # the package brings a lower patch: what is installed stays
    same: list[Name]
    withheld: list[Name]  # new or newer, but the person may not install
    order: list[Name]
    missing: list[Name]

    @property
    def install(self) -> list[Name]:
        return [*self.new, *self.newer]


def plan(examined: Examined, installed: Mapping[Name, Installed], *, may_install: bool) -> Plan:
    brought = examined.libraries
    patches = {name: library.manifest.patch for name, library in brought.items()}
    new = [name for name in brought if name not in installed]
    known = [name for name in brought if name in installed]
    newer = [name for name in known if patches[name] > installed[name].patch]
    withheld = [] if may_install else [*new, *newer]
    new, newer = (new, newer) if may_install else ([], [])
    needs = {name: library.dependencies for name, library in installed.items()}
    needs |= {name: brought[name].manifest.dependencies for name in (*new, *newer)}
    order, missing = in_order(examined.roots, needs)
    return Plan(
        new=new,
        newer=newer,
        older=[name for name in known if patches[name] < installed[name].patch],
        same=[name for name in known if patches[name] == installed[name].patch],
        withheld=withheld,
        order=order,
        missing=missing,
    )
