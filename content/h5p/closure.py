"""Which libraries a content needs, and in which order they are loaded: pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from content.h5p.manifest import Package, values_of
from content.h5p.names import Name


def roots_of(package: Package, params: Any) -> list[Name]:
    """What h5p.json lists, the content type last, then what only the content itself names."""
    listed = [name for name in package.dependencies if name != package.main]
    return list(dict.fromkeys([*listed, package.main, *named_in(params)]))


def named_in(params: Any) -> list[Name]:
    """Libraries of parts inside a content: `"library": "H5P.MultiChoice 1.16"`."""
    written = (
        Name.written(value["library"])
        for value in values_of(params)
        if isinstance(value, dict) and isinstance(value.get("library"), str)
    )
    names = (name for name in written if name and not name.is_for_editing)
    return list(dict.fromkeys(names))


def in_order(
    roots: Iterable[Name], needs: Mapping[Name, Sequence[Name]]
) -> tuple[list[Name], list[Name]]:
    """(what to load, in order; what is missing).

    Depth first: what a library relies on stands before it. Libraries that rely on each other are
    loaded in the order in which they were met. No recursion: a chain may be as long as it likes.
    """
    order: dict[Name, None] = {}
    missing: dict[Name, None] = {}
    met: set[Name] = set()
    for root in roots:
        waiting: list[tuple[Name, bool]] = [(root, False)]
        while waiting:
            name, is_done = waiting.pop()
            if is_done:
                order[name] = None
            elif name not in needs:
                missing[name] = None
            elif name not in met:
                met.add(name)
                waiting.append((name, True))
                waiting.extend((n, False) for n in reversed(needs[name]) if not n.is_for_editing)
    return list(order), list(missing)
