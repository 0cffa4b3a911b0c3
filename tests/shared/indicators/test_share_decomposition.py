"""Why a share differs: the contributions add up, and each says what it alone would change."""

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx  # noqa: PT013 - reads as a number

from shared.indicators.share_decomposition import decompose


def descending(draw_from: st.SearchStrategy[list[int]]) -> st.SearchStrategy[list[int]]:
    return draw_from.map(lambda numbers: sorted(numbers, reverse=True))


COUNTS = st.dictionaries(
    st.sampled_from("abcd"), descending(st.lists(st.integers(0, 60), min_size=4, max_size=4)), min_size=1
)


def share(counts) -> float:
    whole = sum(steps[0] for steps in counts.values())
    return 100 * sum(steps[-1] for steps in counts.values()) / whole if whole else 0.0


@given(COUNTS, COUNTS)
def test_contributions_add_up_to_the_difference(own, other):
    if share(own) or share(other):
        both = all(sum(steps[0] for steps in one.values()) for one in (own, other))
        assert sum(decompose(own, other)) == approx(share(own) - share(other) if both else 0.0, abs=1e-9)


@given(COUNTS, COUNTS)
def test_the_other_way_round_they_change_their_sign(own, other):
    assert decompose(own, other) == approx([-one for one in decompose(other, own)], abs=1e-9)


def test_a_step_that_alone_differs_explains_all():
    assert decompose({"a": (100, 80, 40)}, {"a": (100, 80, 60)}) == approx([0, 0, -20])
    assert decompose({"a": (100, 40, 30)}, {"a": (100, 80, 60)}) == approx([0, -30, 0])


def test_other_cases_explain_what_the_steps_do_not():
    easy, hard = (100, 90, 90), (100, 10, 10)
    own, other = {"easy": easy, "hard": [3 * n for n in hard]}, {"easy": easy, "hard": hard}
    assert decompose(own, other) == approx([-20, 0, 0])


def test_a_kind_of_case_that_one_has_not_takes_the_ratio_of_the_other():
    assert decompose({"a": (10, 5)}, {"a": (10, 5), "b": (10, 0)}) == approx([25, 0])


def test_without_cases_nothing_is_explained():
    assert decompose({"a": (0, 0)}, {"a": (10, 5)}) == [0.0, 0.0]
