"""What may be said of a pool. No database."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.feedback.questions import BENEFIT, SCALES, counted, results, satisfied

answers = st.fixed_dictionaries(
    {
        "benefit": st.integers(1, 5),
        "pace": st.integers(1, 5),
        "safety": st.integers(1, 5),
        "missing": st.sampled_from(["", "Mehr Zeit.", "Pausen.", "  "]),
    }
)
pools = st.lists(answers, max_size=12)


def answer(**more: object) -> dict[str, object]:
    return {"benefit": 4, "pace": 3, "safety": 5, "missing": "", **more}


@given(st.lists(answers, max_size=4))
def test_below_five_nothing_is_said(pool) -> None:
    assert results(pool) is None
    assert counted([pool]) == satisfied(BENEFIT, [pool]) == 0


@given(pools, st.randoms())
def test_the_order_of_a_pool_shows_nowhere(pool, chance) -> None:
    mixed = list(pool)
    chance.shuffle(mixed)
    assert results(mixed) == results(pool)


@given(st.lists(answers, min_size=5, max_size=12))
def test_every_answer_is_counted_once_a_scale(pool) -> None:
    found = results(pool)
    assert found
    for scale in found.scales:
        assert sum(step.count for step in scale.steps) == found.count == len(pool)


def test_steps_have_words_and_empty_texts_are_left_out() -> None:
    found = results([answer(missing="Pausen."), *[answer(missing=" ")] * 3, answer(benefit=1)])
    assert found
    assert found.texts == ("Pausen.",)
    assert [(step.label, step.count) for step in found.scales[0].steps] == [
        ("kein Nutzen", 1),
        ("gering", 0),
        ("mittel", 0),
        ("groß", 4),
        ("sehr groß", 0),
    ]


def test_every_scale_has_five_steps_and_some_to_be_content_with() -> None:
    for scale in SCALES:
        assert len(scale.steps) == 5
        assert set(scale.content) < set(range(1, 6))


def test_figures_leave_small_pools_out() -> None:
    assert counted([[answer()] * 5, [answer()] * 4]) == 5
    assert satisfied(BENEFIT, [[answer()] * 5, [answer()] * 4, [answer(benefit=3)] * 6]) == 5
