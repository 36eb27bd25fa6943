"""The matrix as a table, in one pass: forty people × a hundred requirements are 4,000 cells, too
many for an include each.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from courses.cockpit import marks
from courses.cockpit.layout import (
    Column,
    Group,
    cell,
    folded_cell,
    is_met,
    outlook,
)
from courses.cockpit.marks import drawn
from courses.cockpit.matrix import Matrix, Row
from courses.cockpit.needs import Need
from courses.rules.definition import SESSION_KINDS

Toggle = Callable[[Group], str]


def table(
    matrix: Matrix,
    rows: Sequence[Row],
    groups: Sequence[Group],
    needs: Sequence[Need],
    toggle: Toggle,
) -> SafeString:
    """Rows and columns as given. `toggle` gives the address that folds or opens a group."""
    return format_html(
        '<table class="lms-matrix"><caption class="lms-sr">{}</caption>'
        "<thead><tr>{}</tr><tr>{}</tr></thead><tbody>{}</tbody><tfoot><tr>{}</tr></tfoot></table>",
        _("Where everybody stands, requirement by requirement"),
        _first_head(groups, toggle),
        _second_head(groups),
        _body(matrix, rows, groups, needs),
        _foot([row for row in rows if row.active], groups),
    )


# — heads ————————————————————————————————————————————————————————————————————————


def _first_head(groups: Iterable[Group], toggle: Toggle) -> SafeString:
    return format_html(
        '<th scope="col" rowspan="2" class="lms-matrix__person">{}</th>{}'
        '<th scope="col" rowspan="2" class="is-first">{}</th>',
        _("Person"),
        format_html_join(
            "",
            '<th scope="colgroup" colspan="{}" class="is-first">'
            '<a href="{}">{}<span class="lms-sr">, {}</span>'
            '<span class="lms-fold" aria-hidden="true">{}</span></a></th>',
            (
                (
                    group.width,
                    toggle(group),
                    group.title,
                    _("open") if group.folded else _("fold"),
                    "+" if group.folded else "−",
                )
                for group in groups
            ),
        ),
        _("Completion"),
    )


def _second_head(groups: Iterable[Group]) -> SafeString:
    heads: list[tuple[SafeString, SafeString]] = []
    for group in groups:
        if group.folded:
            words = group.note or _("%(count)d things") % {"count": len(group.columns)}
            heads.append((_FIRST, format_html("{}", words)))
            continue
        for index, column in enumerate(group.columns):
            heads.append((_first(index), _column_head(column)))
    return format_html_join("", '<th scope="col"{}>{}</th>', heads)


def _column_head(column: Column) -> SafeString:
    if column.head == column.title:
        return format_html("{}", column.head)
    return format_html(
        '<span title="{}">{}</span><span class="lms-sr"> {}</span>',
        column.title,
        column.head,
        column.title,
    )


_FIRST = format_html(' class="{}"', "is-first")


def _first(index: int) -> SafeString:
    return _FIRST if index == 0 else SafeString("")


# — body —————————————————————————————————————————————————————————————————————————


def _body(
    matrix: Matrix, rows: Iterable[Row], groups: Sequence[Group], needs: Iterable[Need]
) -> SafeString:
    needing = {need.row.enrolment.pk: need for need in needs}
    look = cache(drawn)  # a few dozen looks for thousands of cells
    return format_html_join(
        "",
        '<tr{}><th scope="row"><a href="{}">{}</a></th>{}<td class="is-first">{}</td></tr>',
        (_row(matrix, row, groups, needing.get(row.enrolment.pk), look) for row in rows),
    )


def _row(
    matrix: Matrix,
    row: Row,
    groups: Iterable[Group],
    need: Need | None,
    look: Callable[..., SafeString],
) -> tuple[Any, ...]:
    address = reverse("lms_cohorts:person", args=[matrix.cohort.pk, row.enrolment.pk])
    seen = outlook(matrix, row, need)
    last = format_html('<span class="lms-sum">{}</span>', drawn(seen.mark, seen.words))
    return (
        SafeString("") if row.active else format_html(' class="{}"', "is-off"),
        address,
        row.name,
        # Below one name all cells lead to the same screen, so the keyboard stops at the name only.
        format_html_join(
            "",
            '<td{}><a class="lms-cell" tabindex="-1" href="{}#{}">{}</a></td>',
            (
                (css, address, anchor, drawing)
                for css, anchor, drawing in _cells(matrix, row, groups, look)
            ),
        ),
        last,
    )


def _cells(
    matrix: Matrix, row: Row, groups: Iterable[Group], look: Callable[..., SafeString]
) -> Iterable[tuple[SafeString, str, SafeString]]:
    for group in groups:
        if group.folded:
            total = folded_cell(row, group)
            yield _FIRST, f"m-{group.code}", drawn(total.mark, total.word)
            continue
        for index, column in enumerate(group.columns):
            mark = cell(matrix, row, column)
            timed = column.item.kind in SESSION_KINDS
            anchor = "sessions" if timed else f"m-{group.code}"
            yield _first(index), anchor, look(mark, hidden=column.narrow)


# — foot —————————————————————————————————————————————————————————————————————————


def _foot(active: Sequence[Row], groups: Iterable[Group]) -> SafeString:
    """How many of the running places shown have met it."""
    counts: list[tuple[SafeString, Any]] = []
    for group in groups:
        if group.folded:
            whole = sum(folded_cell(row, group).mark is marks.ALL for row in active)
            counts.append((_FIRST, whole))
            continue
        for index, column in enumerate(group.columns):
            met = sum(is_met(row, column.item.key) for row in active)
            counts.append((_first(index), met))
    everybody = len(active)
    done = sum(row.completed or row.evaluation.met for row in active)
    return format_html(
        '<th scope="row">{}</th>{}<td class="is-first">{}</td>',
        _("Met, of %(count)d") % {"count": everybody},
        format_html_join("", "<td{}>{}</td>", counts),
        done,
    )
