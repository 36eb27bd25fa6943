"""What H5P's core says, it says in the language of the page. Nothing here needs a database."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from content.h5p.player.page import CORE_SCRIPT
from content.h5p.player.wording import core_words

ASKED = re.compile(r"\b(?:H5P|e)\.t\(\"(\w+)\"")
HEADING = re.compile(r"\.Dialog\(\"[\w-]+\",\"([^\"]+)\"")


def read(name: str) -> str:
    return Path(str(finders.find(name))).read_text()


@pytest.fixture(scope="module")
def core() -> str:
    return read(CORE_SCRIPT)


def test_every_word_the_core_asks_for_is_there(core: str) -> None:
    asked = set(ASKED.findall(core))
    assert len(asked) > 20
    assert asked - core_words().keys() == set()


def test_the_heading_the_core_says_in_english_is_replaced(core: str) -> None:
    bridge = read("lms/h5p/bridge.js")
    assert HEADING.findall(core) == re.findall(r'SAID_IN_ENGLISH = "([^"]+)"', bridge)
    assert set(re.findall(r'H5P\.t\("(\w+)"\)', bridge)) <= core_words().keys()
