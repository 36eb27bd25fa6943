"""What happens when: `events` in the order of their days, those without a day at the end."""

from datetime import date

from django.utils.dateparse import parse_date

from assessments.assignment.pictures.base import Source
from assessments.assignment.sheet.fields import Row
from content.diagrams import timeline
from content.diagrams.diagram import Diagram
from content.ui.dates import long_date

KIND = "timeline"


def draw(source: Source) -> Diagram:
    rows = sorted(source.rows("events"), key=lambda row: _day(source, row) or date.max)
    entries = tuple(_entry(source, row) for row in rows if source.text(row, "what"))
    names = tuple(source.words("events", "kind").items())
    labels = source.label("events", "what"), source.label("events", "who")
    return timeline.draw(timeline.Timeline(source.title, entries, names, labels))


def _entry(source: Source, row: Row) -> timeline.Entry:
    day = _day(source, row)
    when = long_date(day) if day else source.text(row, "when")
    kind = source.key(row, "kind")
    return timeline.Entry(when, source.text(row, "what"), kind, source.text(row, "who"))


def _day(source: Source, row: Row) -> date | None:
    try:
        return parse_date(source.key(row, "when").strip())
    except ValueError:
        return None  # a day there is not stays as typed
