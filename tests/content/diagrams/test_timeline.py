"""The timeline: entries in their order, their kinds by shape and word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.diagrams.scale import NARROW, WIDE, Scale
from content.diagrams.timeline import (
    BETWEEN_MARKS,
    KINDS,
    Entry,
    Timeline,
    alternative,
    card_boxes,
    draw,
)
from tests.content.diagrams.process_cases import timeline
from tests.content.diagrams.saving import complaints

TWO = Timeline(
    "Der Brunnenplatz",
    (
        Entry("März 2023", "Jugendhaus schließt", note="Ein Ersatz wird angekündigt"),
        Entry("12. Mai 2026", "Video kursiert", "turn"),
    ),
)


def test_read_aloud() -> None:
    assert alternative(TWO).text() == (
        "Ein Zeitstrahl mit 2 Einträgen, in ihrer Reihenfolge. "
        "März 2023, Ereignis: Jugendhaus schließt. Ein Ersatz wird angekündigt. "
        "12. Mai 2026, Wendepunkt: Video kursiert."
    )


def test_read_as_a_table() -> None:
    found = alternative(TWO)
    assert found.headers == ("Wann", "Art", "Was geschah", "Anmerkung")
    assert found.rows == (
        ("März 2023", "Ereignis", "Jugendhaus schließt", "Ein Ersatz wird angekündigt"),
        ("12. Mai 2026", "Wendepunkt", "Video kursiert", "–"),
    )


def test_without_entries_it_says_so() -> None:
    nothing = Timeline("Leer")
    assert alternative(nothing).text() == "Ein Zeitstrahl, noch ohne Einträge."
    assert "Noch keine Einträge" in draw(nothing).narrow.shapes


def test_the_key_names_the_kinds_that_occur() -> None:
    assert TWO.kinds() == ["event", "turn"]
    assert Timeline("x", (Entry("", "", "unknown"),)).kinds() == ["event"]


ENTRIES = st.builds(
    Entry, st.text(max_size=20), st.text(max_size=90), st.sampled_from(sorted(KINDS)), st.text()
)


@pytest.mark.parametrize("scale", [WIDE, NARROW], ids=["wide", "narrow"])
@given(entries=st.lists(ENTRIES, min_size=1, max_size=30))
def test_no_card_lies_on_another_and_marks_keep_apart(scale: Scale, entries: list[Entry]) -> None:
    boxes = [box for box, _edge in card_boxes(scale, Timeline("x", tuple(entries)), 0)]
    for index, box in enumerate(boxes):
        assert box.x >= 0
        assert box.right <= scale.width
        assert all(other.x != box.x or other.bottom <= box.y for other in boxes[:index])
        assert index == 0 or round(box.y - boxes[index - 1].y, 3) >= BETWEEN_MARKS


def test_one_entry_and_two_hundred_are_refused() -> None:
    one = ("Mai", "Beschwerde", "event", "")
    assert complaints(timeline("Zeit", one)) == {
        "entries": ["Das Bild braucht hier mindestens 2 Einträge."]
    }
    assert complaints(timeline("Zeit", *[one] * 200)) == {
        "entries": [
            "In einem Bild sind höchstens 20 Einträge lesbar, hier sind es 200. "
            "Bitte kürzen Sie die Liste oder nutzen Sie zwei Bilder."
        ]
    }
