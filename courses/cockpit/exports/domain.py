"""Making an export, which is written down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from content.foundation.people import display_name
from courses.cockpit.exports.files import TYPES, Sheet, written
from courses.cockpit.exports.tables import Kind, Wanted
from courses.cockpit.matrix import Matrix, Row, load_matrix
from courses.cockpit.registry import figures
from courses.cockpit.words import kind_label
from courses.cohorts.models import Cohort
from courses.governance import audit
from courses.rules.definition import RequirementKind

SPELLED = ("ae", "oe", "ue", "Ae", "Oe", "Ue", "ss")
# „ä“ is written „ae“ where only plain letters stand.
UMLAUTS = {ord(sign): plain for sign, plain in zip("äöüÄÖÜß", SPELLED, strict=True)}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is exported, in which form, and what of it."""

    kind: Kind
    form: str
    ended_too: bool = False
    requirement: RequirementKind | None = None

    @property
    def filter(self) -> str:
        """„laufende Teilnahmen, nur Seminar“"""
        people = _("ended participations too") if self.ended_too else _("running participations")
        if self.requirement is None:
            return people
        only = _("only %(kind)s") % {"kind": kind_label(self.requirement)}
        return f"{people}, {only}"


@dataclass(frozen=True, slots=True)
class ExportedFile:
    name: str
    content_type: str
    content: bytes


@transaction.atomic
def export(cohort: Cohort, wish: Wish, *, by: Any, now: datetime | None = None) -> ExportedFile:
    """The file; that it was made, by whom and of what, is written into the audit log.

    The caller has made sure that `by` coordinates the cohort, which comes with its `rule_version`.
    """
    now = now or timezone.now()
    title = str(wish.kind.title)
    table = wish.kind.table(_wanted(load_matrix(cohort, now=now), wish))
    about = (
        (_("Cohort"), cohort.title),
        (_("What it holds"), title),
        (_("As of"), date_format(timezone.localtime(now), "SHORT_DATETIME_FORMAT")),
        (_("Filter"), wish.filter),
        (_("Made by"), display_name(by)),
    )
    what = f"{title} ({wish.form.upper()}), {wish.filter}"
    audit.log(by, "export.made", cohort, reason=what, cohort=cohort, rows=len(table.rows))
    return ExportedFile(
        name=_name(cohort, wish, now),
        content_type=TYPES[wish.form],
        content=written(Sheet(title, table, about), wish.form),
    )


def _wanted(matrix: Matrix, wish: Wish) -> Wanted:
    return Wanted(
        matrix=matrix,
        rows=tuple(_people(matrix.rows, ended_too=wish.ended_too)),
        requirements=tuple(item for item in matrix.shown if wish.requirement in (None, item.kind)),
        figures=tuple(figures(matrix.cohort)),
    )


def _people(rows: Iterable[Row], *, ended_too: bool) -> Iterable[Row]:
    return (row for row in rows if ended_too or row.active)


def _name(cohort: Cohort, wish: Wish, now: datetime) -> str:
    parts = (cohort.title, str(wish.kind.slug), wish.filter, timezone.localdate(now).isoformat())
    return "_".join(slugify(part.translate(UMLAUTS)) for part in parts) + f".{wish.form}"
