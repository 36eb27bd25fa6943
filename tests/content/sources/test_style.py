"""The citation style, word for word."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.sources.style import FORMS, Work, full_form, in_list_order, letters, short_form

GLASL = Work(
    kind="book",
    authors=("Glasl, Friedrich",),
    year="2020",
    title="Konfliktmanagement",
    edition="12",
    place="Bern",
    publisher="Haupt",
)
TWO = Work(kind="book", authors=("Fisher, Roger", "Ury, William"), year="1981", title="Getting to")
THREE = Work(
    kind="report",
    editors=("Zick, Andreas", "Küpper, Beate", "Mokros, Nico"),
    year="2023",
    title="Die distanzierte Mitte",
    place="Bonn",
    publisher="Dietz",
)
GG = Work(
    kind="law",
    title="Grundgesetz für die Bundesrepublik Deutschland",
    shorthand="GG",
    url="https://www.gesetze-im-internet.de/gg/",
    accessed_on=date(2026, 3, 5),
)


@pytest.mark.parametrize(
    ("work", "entry"),
    [
        (GLASL, "Glasl, Friedrich (2020): Konfliktmanagement. 12. Aufl., Bern: Haupt."),
        (
            THREE,
            "Zick, Andreas; Küpper, Beate; Mokros, Nico (Hrsg.) (2023): Die distanzierte Mitte. "
            "Bonn: Dietz.",
        ),
        (
            Work(
                kind="article",
                authors=("Galtung, Johan",),
                year="1969",
                title="Violence, Peace, and Peace Research",
                container="Journal of Peace Research",
                volume="6",
                issue="3",
                pages="167–191",
                doi="10.1177/002234336900600301",
            ),
            "Galtung, Johan (1969): Violence, Peace, and Peace Research. In: Journal of Peace "
            "Research 6 (3), S. 167–191. https://doi.org/10.1177/002234336900600301.",
        ),
        (
            Work(
                kind="article",
                authors=("Berndt, Hagen", "Gessler, Ornella"),
                year="2021",
                title="Kommunale Konfliktberatung",
                container="Wissenschaft und Frieden",
                issue="4",
            ),
            "Berndt, Hagen; Gessler, Ornella (2021): Kommunale Konfliktberatung. In: Wissenschaft "
            "und Frieden, Heft 4.",
        ),
        (
            Work(
                kind="chapter",
                authors=("Simmel, Georg",),
                year="1908",
                title="Der Streit",
                editors=("Rammstedt, Otthein",),
                container="Soziologie",
                volume="11",
                place="Frankfurt am Main",
                publisher="Suhrkamp",
                pages="284–382",
            ),
            "Simmel, Georg (1908): Der Streit. In: Rammstedt, Otthein (Hrsg.): Soziologie. Bd. 11. "
            "Frankfurt am Main: Suhrkamp, S. 284–382.",
        ),
        (
            Work(
                kind="web",
                authors=("Stadt Quellingen",),
                year="",
                title="Wer hilft?",
                container="quellingen.example",
                url="https://quellingen.example/hilfe",
                accessed_on=date(2026, 10, 1),
            ),
            "Stadt Quellingen (o. J.): Wer hilft? quellingen.example. "
            "https://quellingen.example/hilfe, abgerufen am 1. Oktober 2026.",
        ),
        (
            GG,
            "Grundgesetz für die Bundesrepublik Deutschland (GG). "
            "https://www.gesetze-im-internet.de/gg/, abgerufen am 5. März 2026.",
        ),
        (
            Work(kind="report", shorthand="DEZA", year="2005", title="Tip Sheet", edition="2."),
            "DEZA (2005): Tip Sheet. 2.",
        ),
        (Work(kind="web", year="2024", title="Ohne Namen."), "Ohne Namen (2024)."),
    ],
)
def test_entry_of_a_bibliography(work, entry) -> None:
    assert full_form(work) == entry


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (GLASL, "Glasl 2020"),
        (TWO, "Fisher und Ury 1981"),
        (THREE, "Zick u. a. 2023"),
        (GG, "GG"),
        (
            Work(kind="report", authors=("Deutscher Städtetag",), title="Rat"),
            "Deutscher Städtetag o. J.",
        ),
        (
            Work(
                kind="report", authors=("Lang und länger",), shorthand="LuL", year="2005", title="x"
            ),
            "LuL 2005",
        ),
        (Work(kind="web", title="Ohne Namen.", year="2024"), "Ohne Namen 2024"),
    ],
)
def test_short_form_in_the_text(work, said) -> None:
    assert short_form(work) == said


def book(title: str, year: str = "2020") -> Work:
    return Work(kind="book", authors=("Glasl, Friedrich",), year=year, title=title)


def test_two_works_of_one_year_get_letters_in_the_order_of_their_titles() -> None:
    works = [(1, book("Übung")), (2, book("Ordnung")), (3, book("Anderes", "2019"))]
    assert letters(works) == {1: "b", 2: "a", 3: ""}
    assert short_form(works[0][1], "b") == "Glasl 2020b"
    assert full_form(works[0][1], "b") == "Glasl, Friedrich (2020b): Übung."


def test_a_letter_written_by_hand_is_not_given_again() -> None:
    works = [(1, book("Alpha", "2020a")), (2, book("Beta")), (3, book("Gamma"))]
    assert letters(works) == {1: "", 2: "b", 3: "c"}


def test_laws_get_no_letters() -> None:
    assert letters([(1, GG), (2, GG)]) == {1: "", 2: ""}


def test_more_works_than_letters_do_no_harm() -> None:
    given_letters = letters([(n, book(f"Band {n:02}")) for n in range(30)])
    assert len(given_letters) == 30
    assert given_letters[25] == "z"
    assert given_letters[26] == ""


def test_a_list_is_ordered_by_name_year_and_title() -> None:
    works = [book("Zebra"), book("Äpfel"), book("Birne"), book("Älteres", "1990"), TWO]
    assert [work.title for work in sorted(works, key=in_list_order)] == [
        "Getting to",
        "Älteres",
        "Äpfel",
        "Birne",
        "Zebra",
    ]


def test_a_law_stands_under_its_short_form() -> None:
    assert sorted([GLASL, GG, TWO], key=in_list_order) == [TWO, GG, GLASL]


def test_a_letter_stands_apart_from_an_abbreviation() -> None:
    assert short_form(book("Ohne Jahr", ""), "a") == "Glasl o. J. a"


# — Whatever an author types ————————————————————————————————————————————————————

LETTERS = st.text(st.sampled_from("abcÄß"), min_size=1, max_size=8)
# A field may end in a mark of its own.
WITH_MARK = st.builds("{}{}".format, LETTERS, st.sampled_from(["", ".", " .", ",", ": "]))
FIELD = st.one_of(st.just(""), WITH_MARK)
PEOPLE = st.lists(st.one_of(LETTERS, st.builds("{}, {}".format, LETTERS, LETTERS)), max_size=4).map(
    tuple
)
WORKS = st.builds(
    Work,
    kind=st.sampled_from([*FORMS, "unknown"]),
    title=WITH_MARK,
    authors=PEOPLE,
    editors=PEOPLE,
    shorthand=st.one_of(st.just(""), LETTERS),
    container=FIELD,
    publisher=FIELD,
    place=FIELD,
    year=st.sampled_from(["", "2020", "2002–2012", "2019a"]),
    volume=st.sampled_from(["", "6", "2 Bände"]),
    issue=st.sampled_from(["", "3"]),
    pages=st.sampled_from(["", "12", "12 ff."]),
    edition=st.sampled_from(["", "12", "2., überarbeitete Aufl."]),
    url=st.sampled_from(["", "https://quellingen.example/a"]),
    accessed_on=st.one_of(st.none(), st.dates()),
    doi=st.sampled_from(["", "10.1000/x"]),
    note=FIELD,
)
# Two marks in a row, a mark after a space, two spaces, brackets around nothing. A comma may follow
# an abbreviation or a question: „12. Aufl., Bern“.
DOUBLED = re.compile(r"[.,:;!?][.:;!?]|,,|\s[.,:;!?]|  |\(\)")


@given(WORKS)
def test_an_entry_has_no_double_marks_and_ends_well(work) -> None:
    entry = full_form(work)
    assert entry[-1] in ".!?…"
    assert entry == entry.strip()
    assert not DOUBLED.search(entry)


@given(WORKS)
def test_a_short_form_is_one_line_that_says_something(work) -> None:
    said = short_form(work)
    assert said == " ".join(said.split())
    assert said


@given(st.lists(WORKS, max_size=8))
def test_no_two_works_are_named_alike_unless_their_letters_ran_out(works) -> None:
    pairs = list(enumerate(works))
    given_letters = letters(pairs)
    labels = [
        short_form(work, given_letters[n])
        for n, work in pairs
        if work.kind != "law" and work.year != "2019a"
    ]
    lettered = [name for name in labels if re.search(r"(\d{4}|o\. J\. )[a-z]$", name)]
    assert len(lettered) == len(set(lettered))
