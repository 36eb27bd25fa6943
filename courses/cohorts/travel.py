"""How the confidentiality agreements of a provider travel: one file, one version, a kind of cohort.

`agreement.yaml` is the text for both kinds; beside it may stand one for each kind alone. Versions
are counted by kind.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from courses.cohorts.models import Cohort, ConfidentialityAgreement
from courses.curriculum.travel.pageform import Files
from courses.curriculum.travel.registry import Change, Record, register_record
from courses.curriculum.travel.source import Complaint, ImportRefused, Source
from courses.curriculum.travel.spots import Spot, listed, named, plain, unknown
from courses.curriculum.travel.yaml import dump
from courses.governance.models import Provider

FILES = {"": "agreement.yaml"} | {
    kind.value: f"agreement-{kind.value}.yaml" for kind in Cohort.Kind
}
FIELDS = ("version", "title", "intro", "clauses", "limits")
CLAUSE = ("title", "text")


def connect() -> None:
    for kind, file in FILES.items():
        name = f"agreement-{kind}" if kind else "agreement"
        register_record(Record(name, file, read, partial(write, kind), partial(apply, kind)))


def read(source: Source) -> str:
    """The file in canonical form. Raises BrokenFile."""
    return dump(_values(source))


def write(kind: str, provider: Provider) -> Files:
    """The latest version for this kind; a provider that has none has no file."""
    latest = provider.agreements.filter(kind=kind).order_by("-version").first()
    return {FILES[kind]: _text(latest)} if latest else {}


def apply(kind: str, sources: Mapping[str, Source], provider: Provider) -> Iterator[Change]:
    """A version nobody knows is published. One that is known must say what it said."""
    for path, source in sources.items():
        values = _values(source)
        known = provider.agreements.filter(kind=kind, version=values["version"]).first()
        if known and _text(known) != dump(values):
            sentence = _("This version says something else already. A change is a new version.")
            raise ImportRefused([Complaint(path, source.line_of("version"), sentence)])
        if known is None:
            ConfidentialityAgreement.objects.create(
                provider=provider, kind=kind, **{"intro": "", "limits": "", **values}
            )
        yield Change(path, dump(values) if known else "", dump(values))


def _values(source: Source) -> dict[str, Any]:
    spot = Spot(source, source.path, 1)
    for name in source.data:
        if name not in FIELDS:
            raise unknown(name, FIELDS, spot.below(source.data, name))
    version = source.data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        sentence = _("“%(name)s” must be a whole number.") % {"name": "version"}
        raise source.fail(sentence, at="version")
    texts = {name: source.text(name, "") for name in ("intro", "limits")}
    return _without_empty(
        {
            "version": version,
            "title": source.text("title"),
            "intro": plain(texts["intro"]),
            "clauses": _clauses(source, spot),
            "limits": plain(texts["limits"]),
        }
    )


def _clauses(source: Source, spot: Spot) -> list[dict[str, str]]:
    at = spot.below(source.data, "clauses")
    rows = listed(source.data.get("clauses", []), at)
    return [_clause(row, at.below(rows, n)) for n, row in enumerate(rows)]


def _clause(row: Any, spot: Spot) -> dict[str, str]:
    data = named(row, spot)
    for name in data:
        if name not in CLAUSE:
            raise unknown(name, CLAUSE, spot.below(data, name))
    return {name: spot.below(data, name).text(data.get(name)) for name in CLAUSE}


def _text(agreement: ConfidentialityAgreement) -> str:
    clauses = [{name: plain(str(row[name])) for name in CLAUSE} for row in agreement.clauses]
    return dump(
        _without_empty(
            {
                "version": agreement.version,
                "title": plain(agreement.title),
                "intro": plain(agreement.intro),
                "clauses": clauses,
                "limits": plain(agreement.limits),
            }
        )
    )


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in ("", [])}
