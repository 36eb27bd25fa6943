"""What reads like the name of a person, and what does not."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.assignment.first_names import FIRST_NAMES
from assessments.assignment.hints import names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rufen Sie Herrn Müller an.", "Herrn Müller"),
        ("Frau Dr. Weber, Hr. Prof. Dr. med. Berg", "Frau Dr. Weber|Hr. Prof. Dr. med. Berg"),
        ("Herr Prof. Klaus Berg", "Herr Prof. Klaus Berg"),
        ("Frau Bürgermeisterin Weber spricht.", "Frau Bürgermeisterin Weber"),
        ("Dr. Weber leitet, Professorin Kaya vertritt.", "Dr. Weber|Professorin Kaya"),
        ("Klaus Meier, Ayşe Yılmaz und Mehmet\nDemir", "Klaus Meier|Ayşe Yılmaz|Mehmet Demir"),
        ("Hans-Peter Neuhaus; Klaus P. Meier", "Hans-Peter Neuhaus|Klaus P. Meier"),
        ("KLAUS MEIER", "KLAUS MEIER"),
        ("Ursula von der Leyen, Khaled al Masri", "Ursula von der Leyen|Khaled al Masri"),
        ("Agnieszka Nowak. Swetlana Iwanowa.", "Agnieszka Nowak|Swetlana Iwanowa"),
        ("Klaus Meier. Klaus Meier.", "Klaus Meier"),
        ("Familie Yılmaz wohnt nebenan.", "Familie Yılmaz"),
        ("Anna Maria Schmidt", "Anna Maria Schmidt"),
        ("Herr Richter", "Herr Richter"),  # a surname as well as an office: people say which
    ],
)
def test_names_of_people_are_found(text, found) -> None:
    assert names(text) == found.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "Frau Bürgermeisterin, Herr Landrat und Frau Vorsitzende sprechen.",
        "Die Oberbürgermeisterin informiert den Verwaltungsstab.",
        "Frau Staatsanwältin, Frau Rektorin, Frau Referentin, Frau Ärztin",
        "Anne-Frank-Schule, Anne Frank Schule, Anne Frank-Schule",
        "Sophie-Scholl-Platz, Paul Gerhardt Haus, Martin Luther Kirche",
        "Karl Marx Allee und Klaus Meierstraße",
        "Dr.-Weber-Straße und Dr. Weber Straße",
        "Sankt Martin Umzug, St. Peter Kirche, Sankt Johannes Baptist",
        "Maria Himmelfahrt",
        "eine Frau Mitte vierzig, jede Frau Anfang dreißig",
        "Frau und Mann, Herr der Lage, Frau M., Herr N.",
        "Das sagte Klaus. Meier war nicht dabei.",
        "Petra fragt nach, Herr\n\nMüller",
        "Ende August Beginn, im Ernst Sorge, Mark Brandenburg",
        "",
    ],
)
def test_functions_and_places_are_no_names(text) -> None:
    assert names(text) == []


def test_the_first_names_are_a_few_hundred_and_no_words() -> None:
    assert 250 <= len(FIRST_NAMES) <= 450
    assert all(name[0].isupper() and len(name) > 1 for name in FIRST_NAMES)
    assert not FIRST_NAMES & {"August", "Ernst", "Mark", "Nur", "Rosa", "Roman", "Mai"}


@given(st.text())
def test_any_text_is_read_and_what_is_found_stands_in_it(text) -> None:
    plain = " ".join(text.split())
    assert all(name in plain for name in names(text))


@given(
    st.lists(st.sampled_from(["Frau", "Herr", "Dr.", "Klaus", "von", "der", "Meier", "M.", "und"]))
)
def test_any_order_of_such_words_is_read(words) -> None:
    text = " ".join(words)
    found = names(text)
    assert len(set(found)) == len(found)
    assert all(name in text for name in found)


@pytest.mark.parametrize(
    "word", ["Klaus ", "Dr. ", "Frau ", "von ", "Frau Dr. von der ", " ", "K. "]
)
def test_long_texts_take_no_time(word) -> None:
    start = process_time()
    names(word * (50_000 // len(word)))
    assert process_time() - start < 2  # seconds
