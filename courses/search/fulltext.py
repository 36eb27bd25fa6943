"""One question to two databases.

SQLite's FTS5 knows no German, so its table holds the stems we make, and beside a stem the word
itself where they differ. PostgreSQL gets the words and compares them with its German configuration.
In both, a word is compared by its stem, exactly, and as the beginning of a longer one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from content.foundation.german import stem, words
from courses.search.models import SearchEntry
from courses.search.question import Question, Wanted, may_begin

# More than anybody reads of a text, and below what PostgreSQL takes into one vector.
LONGEST_TEXT = 200_000
# More hits are not put into order; nobody pages that far.
MOST_HITS = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry in which the words stand. The lower the rank, the better."""

    pk: int
    kind: str
    object_id: int
    title: str
    keys: str
    rank: float


def indexed(text: str, *, vendor: str) -> str:
    """What the database is given of a text."""
    found = words(text[:LONGEST_TEXT])
    if vendor == "postgresql":
        return " ".join(found)
    return " ".join(part for word in found for part in dict.fromkeys((stem(word), word)))


def find(
    visible: QuerySet[SearchEntry], question: Question, *, every_word: bool = True
) -> list[Hit]:
    """The best of the visible entries with every word, or with any of them. One statement."""
    connection = connections[visible.db]
    try:
        inner, values = visible.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    make = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    sql, asked = make(question.wanted, inner, every_word)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*asked, *values, MOST_HITS])
        return [Hit(*row) for row in cursor.fetchall()]


# — SQLite —————————————————————————————————————————————————————————————————————————


def _on_sqlite(wanted: Iterable[Wanted], inner: str, every_word: bool) -> tuple[str, list[Any]]:
    sql = f"""
        SELECT entry.id, entry.kind, entry.object_id, entry.title, entry.keys,
               bm25(lms_search, 10, 5, 1) AS rank
        FROM lms_search JOIN lms_courses_searchentry entry ON entry.id = lms_search.rowid
        WHERE lms_search MATCH %s AND entry.id IN ({inner})
        ORDER BY rank LIMIT %s
    """  # noqa: S608
    between = " AND " if every_word else " OR "
    return sql, [between.join(map(_alternatives, wanted))]


def _alternatives(wanted: Wanted) -> str:
    """`("eskalation"* OR "eskali"*)`; in quotation marks nothing is an operator."""
    parts = sorted(wanted.stems | wanted.spellings)
    return "(" + " OR ".join(f'"{part}"' + "*" * may_begin(part) for part in parts) + ")"


# — PostgreSQL —————————————————————————————————————————————————————————————————————


def _on_postgresql(wanted: Iterable[Wanted], inner: str, every_word: bool) -> tuple[str, list[Any]]:
    asked = [_tsqueries(word) for word in wanted]
    one = "(to_tsquery('german', %s) || to_tsquery('simple', %s))"
    sql = f"""
        SELECT entry.id, entry.kind, entry.object_id, entry.title, entry.keys,
               -ts_rank(entry.lms_vector, asked.query, 1) AS rank
        FROM lms_courses_searchentry entry,
             (SELECT {(" && " if every_word else " || ").join([one] * len(asked))} AS query) asked
        WHERE entry.lms_vector @@ asked.query AND entry.id IN ({inner})
        ORDER BY rank LIMIT %s
    """  # noqa: S608
    return sql, [part for pair in asked for part in pair]


def _tsqueries(wanted: Wanted) -> tuple[str, str]:
    """For the German configuration every form of the word, for the plain one the word alone."""
    return _any_of(wanted.forms), _any_of(wanted.spellings)


def _any_of(parts: Iterable[str]) -> str:
    return " | ".join(f"'{part}'" + ":*" * may_begin(part) for part in sorted(parts))
