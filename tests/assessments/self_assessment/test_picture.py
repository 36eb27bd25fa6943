"""The picture says with forms and words what it says with colours."""

from xml.etree import ElementTree

import pytest

from assessments.self_assessment.change import Change
from assessments.self_assessment.picture import draw
from assessments.self_assessment.survey import Statement

LONG = "Ich kann eine hitzige Runde so moderieren, dass alle wieder zuhören und <niemand> geht."


def changed(before: int | None, after: int | None, text: str = LONG) -> Change:
    return Change(Statement("a", text), before, after)


@pytest.mark.parametrize(("before", "after"), [(2, 4), (4, 3), (3, 3), (None, 2), (2, None)])
def test_both_layouts_are_well_formed_and_hold_everything(before, after) -> None:
    diagram = draw("Bild", [changed(before, after)])
    for drawing in (diagram.wide, diagram.narrow):
        root = ElementTree.fromstring(drawing.svg("bild", "Bild", diagram.alternative.text()))
        for circle in root.iter("{http://www.w3.org/2000/svg}circle"):
            assert 0 <= float(circle.get("cx", "")) <= drawing.width
            assert 0 <= float(circle.get("cy", "")) <= drawing.height


def test_start_and_end_differ_in_form() -> None:
    shapes = draw("Bild", [changed(2, 4)]).wide.shapes
    start_alone = draw("Bild", [changed(2, None)]).wide.shapes
    assert "<rect" in shapes
    assert "<rect" not in start_alone
    assert "Ende" not in start_alone


def test_every_statement_is_a_sentence_and_a_row() -> None:
    diagram = draw("Bild", [changed(2, 4, "Ich kann A."), changed(3, 3, "Ich kann B.")])
    assert diagram.alternative.text() == (
        "Eine Skala von 1 bis 5 mit 2 Aussagen. Ich kann A: von 2 auf 4. Ich kann B: bleibt bei 3."
    )
    assert diagram.alternative.headers == ("Aussage", "Am Anfang", "Am Ende", "Veränderung")
    assert diagram.alternative.rows[0] == (
        "Ich kann A.",
        "2 – in Ansätzen",
        "4 – meist",
        "von 2 auf 4",
    )


def test_a_start_alone_has_no_columns_for_what_is_not_there() -> None:
    assert draw("Bild", [changed(2, None)]).alternative.headers == ("Aussage", "Am Anfang")


def test_nothing_to_draw_is_said() -> None:
    assert "Noch keine Einträge" in draw("Bild", []).wide.shapes
