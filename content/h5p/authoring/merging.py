"""What a form wrote, laid over what was there: whatever the form does not show stays. Pure."""

from collections.abc import Mapping
from typing import Any

from content.h5p.authoring.markup import NotPlain, text_of


def merged(there: Any, written: Any) -> Any:
    """Parts of a list find their earlier selves by their id; other lists are written whole."""
    if isinstance(there, Mapping) and isinstance(written, Mapping):
        both = {name: merged(there[name], written[name]) for name in written if name in there}
        return {**there, **written, **both}
    if isinstance(there, list) and isinstance(written, list):
        known = {key: item for item in there if (key := id_of(item))}
        return [merged(known.get(id_of(item), {}), item) for item in written]
    return written


def id_of(item: Any) -> str:
    """Of a part, or of the part that is wrapped in a step."""
    if not isinstance(item, Mapping):
        return ""
    inside = item.get("type")
    key = item.get("subContentId") or (id_of(inside) if isinstance(inside, Mapping) else "")
    return key if isinstance(key, str) else ""


def keeps_all(there: Any, made: Any) -> bool:
    """Whether everything that was there is said in `made`, which may say more."""
    if isinstance(there, Mapping) and isinstance(made, Mapping):
        return all(name in made and keeps_all(there[name], made[name]) for name in there)
    if isinstance(there, list) and isinstance(made, list):
        pairs = zip(there, made, strict=False)
        return len(there) == len(made) and all(keeps_all(one, other) for one, other in pairs)
    return _same(there, made)


def _same(there: Any, made: Any) -> bool:
    """Two texts are the same where they say the same, whatever they are wrapped in."""
    if isinstance(there, str) and isinstance(made, str) and there != made:
        try:
            return text_of(there) == text_of(made)
        except NotPlain:
            return False
    return bool(there == made)
