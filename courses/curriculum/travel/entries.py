"""Terms and sources among the files of a curriculum; what stands in one is their own matter."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from content.foundation.folder import EntriesRefused
from content.foundation.lines import as_lines
from content.glossary import travel as glossary
from content.glossary.models import Term
from content.sources import travel as works
from content.sources.models import Source as Work
from courses.curriculum.travel.pageform import Files
from courses.curriculum.travel.registry import Change, Record, register_record
from courses.curriculum.travel.source import Complaint, ImportRefused, Source
from courses.curriculum.travel.spots import Spot, plain, unknown
from courses.curriculum.travel.yaml import dump
from courses.governance.models import Provider


def connect() -> None:
    register_record(
        Record(
            "term",
            "glossar/*.yaml",
            read_term,
            _writer("glossar", Term, glossary.as_data),
            _applier("glossar", Term, glossary.as_data, glossary.take_in),
        )
    )
    register_record(
        Record(
            "source",
            "quellen/*.yaml",
            read_work,
            _writer("quellen", Work, works.as_data),
            _applier("quellen", Work, works.as_data, works.take_in),
        )
    )


def read_term(source: Source) -> str:
    """The file of a term in canonical form. Raises BrokenFile."""
    data = _known(source, glossary.FIELDS)
    listed = {"synonyms": as_lines(_texts(data, "synonyms"))}
    term = _checked(source, Term, {**data, **listed, "see_also": None})
    told = {
        "term": term.term,
        "synonyms": term.synonym_list,
        "module": term.module,
        "definition": term.definition,
        "more": term.more,
        "see_also": sorted(_texts(data, "see_also")),
    }
    return _text(told)


def read_work(source: Source) -> str:
    """The file of a source in canonical form. Raises BrokenFile."""
    data = _known(source, works.FIELDS)
    people = {name: as_lines(_texts(data, name)) for name in works.PEOPLE}
    return _text(works.as_data(_checked(source, Work, {**data, **people})))


def _known(source: Source, fields: Iterable[str]) -> dict[str, Any]:
    names = list(fields)
    for name in source.data:
        if name not in names:
            raise unknown(name, names, Spot(source, str(name), source.line_of(name)))
    return {
        name: plain(value) if isinstance(value, str) else value
        for name, value in source.data.items()
    }


def _texts(data: Mapping[str, Any], name: str) -> list[str]:
    value = data.get(name) or []
    return [plain(str(item)) for item in value] if isinstance(value, list) else []


def _checked(source: Source, model: type[Model], data: Mapping[str, Any]) -> Any:
    """The row these values would make, tidied by its own rules; nothing is stored."""
    row = model(slug=PurePosixPath(source.path).stem)
    for name, value in data.items():
        if value is not None:
            setattr(row, name, str(value) if type(value) is int and name != "module" else value)
    try:
        row.clean_fields()
    except ValidationError as error:
        name, errors = next(iter(error.error_dict.items()))
        raise source.fail(ValidationError(errors).messages[0], at=name) from error
    return row


def _text(data: Mapping[str, Any]) -> str:
    return dump(
        {
            name: plain(value) if isinstance(value, str) else value
            for name, value in data.items()
            if value not in ("", None, [])
        }
    )


def _texts_of(folder: str, model: Any, as_data: Callable[[Any], Any]) -> Files:
    return {
        f"{folder}/{row.slug}.yaml": _text(as_data(row)) for row in model.objects.order_by("slug")
    }


def _writer(folder: str, model: Any, as_data: Callable[[Any], Any]) -> Callable[[Provider], Files]:
    return lambda _provider: _texts_of(folder, model, as_data)


def _applier(
    folder: str, model: Any, as_data: Callable[[Any], Any], take_in: Callable[[Any], Any]
) -> Callable[[Mapping[str, Source], Provider], Iterable[Change]]:
    def apply(sources: Mapping[str, Source], _provider: Provider) -> Iterator[Change]:
        if not sources:
            return
        before = _texts_of(folder, model, as_data)
        paths = {PurePosixPath(path).stem: path for path in sources}
        try:
            take_in({slug: sources[path].data for slug, path in paths.items()})
        except EntriesRefused as error:
            raise ImportRefused(
                [
                    Complaint(paths[c.slug], sources[paths[c.slug]].line_of(c.field), c.sentence)
                    for c in error.complaints
                ]
            ) from error
        after = _texts_of(folder, model, as_data)
        for path in sources:
            yield Change(path, before.get(path, ""), after[path])

    return apply
