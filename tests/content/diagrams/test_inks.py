"""The style sheet knows every ink, and in light it paints what the attributes say."""

import re

import pytest

from content.diagrams.inks import LIGHT
from tests.content.ui.test_styles import CSS, colours

SHEET = (CSS / "diagrams.css").read_text()
PAGE, FORCED = SHEET.split("forced-colors: active")


@pytest.mark.parametrize("ink", LIGHT)
def test_an_ink_fills_and_strokes_and_follows_forced_colours(ink: str) -> None:
    assert f".kd .kf-{ink} {{ fill: var(--kd-{ink}); }}" in PAGE
    assert f".kd .ks-{ink} {{ stroke: var(--kd-{ink}); }}" in PAGE
    assert re.search(rf"--kd-{ink}: (?:Canvas|CanvasText|Highlight|HighlightText);", FORCED)


@pytest.mark.parametrize(("ink", "colour"), LIGHT.items())
def test_the_attribute_is_the_token_in_light(ink: str, colour: str) -> None:
    """Where no style sheet reaches, the picture looks as it does on a light page."""
    (token,) = re.findall(rf"--kd-{ink}: var\(--ui-([\w-]+)\);", PAGE)
    assert colours()[token][0] == colour
