"""How the texts are written: no words to avoid, nothing twice, nothing misspelt."""

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tests.needs import lacking
from tools.reading import Text, texts_of

WORDS = Path(__file__).with_name("woerter.txt")
# Military words, and words that judge people or call a self-test an examination.
AVOIDED = re.compile(
    r"\b(?:Gegner\w*|Front|Fronten|Frontlinie\w*|Schlachtfeld\w*|Grabenk\w+|Munition|Kampfansage\w*"
    r"|Täter\w*|Opfer|Asylant\w*|durchgefallen|nicht bestanden|Abschlussprüfung\w*|K\.-?O\.)(?!\w)"
)
# Where a crime is spoken of, or the word itself.
MEANT = {
    ("modul-2/systemisch-denken/lesson.md", "Täter"),
    ("modul-4/szenario-2.yaml", "Opfer"),
}
# Texts that are the same on purpose: agreements, the frame of feedback, rubrics, the example.
ALIKE = re.compile(r"agreement|rueckmeldung\.yaml|rubric\.yaml|quellen/|seiten/|beispiel\.yaml")
# What a lesson defines stands in the glossary too, and a work is cited in one style.
REPEATED = {"definition", "literature", "sources"}
WORKS = {"literature", "sources"}
LONG = 12  # words of a paragraph that is worth saying once

GENDERED = re.compile(r":(?:innen|in|r|n)\b")
LETTERS = re.compile(r"[^\W\d_]+")
IDENTIFIER = re.compile(r"[a-z0-9_/-]+")
ADDRESS = re.compile(r"\S+@\S+|\S+\.example\S*|https?://\S+")


def test_no_words_to_avoid() -> None:
    found = {(text.file, hit.group()) for text in texts() for hit in AVOIDED.finditer(text.words)}
    assert found - MEANT == set()


def test_no_paragraph_stands_twice() -> None:
    places = defaultdict(set)
    for text in texts():
        alike = text.name in REPEATED or ALIKE.search(text.file)
        if len(text.words.split()) >= LONG and not alike:
            places[text.words].add(text.file)
    assert {words: sorted(at) for words, at in places.items() if len(at) > 1} == {}


@cache
def texts() -> tuple[Text, ...]:
    return tuple(texts_of())


def words_in(texts: Iterable[Text]) -> dict[str, str]:
    """Every word as it is spelt, with a file it stands in. Works are in other languages too."""
    found: dict[str, str] = {}
    for text in texts:
        if text.file.startswith("quellen/") or text.name in WORKS:
            continue
        if IDENTIFIER.fullmatch(text.words):
            continue
        plain = GENDERED.sub("", ADDRESS.sub(" ", text.words)).replace("\u00ad", "")
        for word in LETTERS.findall(plain):
            found.setdefault(word, text.file)
    return found


def unknown(words: list[str]) -> set[str]:
    """What the German dictionary does not know. `hunspell` reads one word a line."""
    command = ["hunspell", "-d", "de_DE", "-i", "utf-8", "-l"]
    try:
        done = subprocess.run(
            command, input="\n".join(words), capture_output=True, text=True, check=True
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        lacking("the German dictionary", "apt-get install hunspell hunspell-de-de")
    return set(done.stdout.split())


def listed() -> list[str]:
    return WORDS.read_text("utf-8").split()


def test_every_word_is_in_the_dictionary_or_in_the_list() -> None:
    words = words_in(texts())
    wrong = unknown(list(words)) - set(listed())
    assert {word: words[word] for word in sorted(wrong)} == {}


def test_the_list_is_in_order_and_holds_nothing_that_is_not_needed() -> None:
    words, wanted = listed(), words_in(texts())
    assert words == sorted(set(words), key=lambda word: (word.casefold(), word))
    assert [word for word in words if word not in wanted] == []
    assert sorted(set(words) - unknown(words)) == []


def test_a_slip_of_the_pen_is_found() -> None:
    assert unknown(["Gemeinde", "Gemiende"]) == {"Gemiende"}
