"""Which pages speak of the law, and when somebody has to look at them again."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    Model,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Least
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

from content.legal.models import LegalStatus
from content.legal.status import next_check

LAW = "law"  # the block with a State and the day of the check
# A day after all others, where one of two dates is missing: databases disagree on LEAST of NULL.
NEVER = date(9999, 12, 31)


def legal_page_types() -> list[type[Page]]:
    return [model for model in get_page_models() if issubclass(model, LegalStatus)]


def with_legal_status(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Pages with a status of their own or with a callout “Law”, the earliest check first.

    Adds `legal_land`, `legal_as_of` and `legal_due`: the page's date or, where that is earlier, a
    year after the oldest check of a callout. One statement, and one for each page type that may
    hold such callouts.
    """
    checks = {pk: next_check(day) for pk, day in law_dates().items()}
    callout = Case(
        *(When(pk=pk, then=Value(day)) for pk, day in checks.items()),
        default=Value(NEVER),
        output_field=DateField(),
    )
    return (
        pages.annotate(
            legal_land=_first("land", CharField()),
            legal_as_of=_first("as_of", DateField()),
            legal_check_by=_first("check_by", DateField()),
            legal_due=Least(Coalesce("legal_check_by", Value(NEVER)), callout),
        )
        .filter(Q(legal_check_by__isnull=False) | Q(pk__in=list(checks)))
        .order_by(F("legal_due").asc(), "path")
    )


def _first(name: str, output: Any) -> Any:
    """The value from whichever page type the page is of."""
    paths = [f"{_from_page(model)}__{name}" for model in legal_page_types()]
    return Coalesce(*paths, Value(None), output_field=output)


def _from_page(model: type[Model]) -> str:
    """How a lookup on pages reaches the fields of a page type."""
    return str(model._meta.model_name)


def law_dates() -> dict[int, date]:
    """By page: the oldest day on which one of its callouts “Law” was checked."""
    found: dict[int, date] = {}
    for model in legal_page_types():
        for pk, *texts in _raw_streams(model):
            days = [day for text in texts for day in _days(json.loads(text or "[]"))]
            if days:
                found[pk] = min(days)
    return found


def _raw_streams(model: type[Page]) -> Iterator[tuple[Any, ...]]:
    """Key and raw texts of the pages of a type that hold such a callout somewhere."""
    names = [field.name for field in model._meta.get_fields() if _may_hold_law(field)]
    if not names:
        return
    raw = {f"raw_{name}": Cast(name, TextField()) for name in names}
    speaks = Q(*((f"{key}__contains", f'"{LAW}"') for key in raw), _connector=Q.OR)
    yield from model._default_manager.annotate(**raw).filter(speaks).values_list("pk", *raw)


def _may_hold_law(field: Any) -> bool:
    return isinstance(field, StreamField) and LAW in field.stream_block.child_blocks


def _days(stream: list[dict[str, Any]]) -> Iterator[date]:
    for block in stream:
        day = block["value"].get("date") if block.get("type") == LAW else None
        if day:
            yield date.fromisoformat(day)
