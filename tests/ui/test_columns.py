"""A table's width is shared to the last pixel and never needs sideways scrolling."""

from hypothesis import given
from hypothesis import strategies as st

from ui.columns import NARROWEST, left_out, shares

WEIGHTS = st.lists(st.integers(40, 400), min_size=1, max_size=9)


@given(WEIGHTS, st.integers(600, 2000))
def test_the_width_is_shared_to_the_last_pixel(weights: list[int], width: int) -> None:
    assert sum(shares(weights, [0] * len(weights), width)) == width


@given(st.lists(st.tuples(st.integers(40, 400), st.integers(0, 150)), min_size=1, max_size=7))
def test_every_column_gets_what_it_needs_while_others_can_give(columns: list[tuple[int, int]]) -> None:
    weights, needs = [one for one, _ in columns], [need for _, need in columns]
    width = sum(max(need, NARROWEST) for need in needs) + 200
    sizes = shares(weights, needs, width)
    assert sum(sizes) == width
    assert all(size >= need for size, need in zip(sizes, needs, strict=True))


def test_the_most_spare_column_is_left_out_first() -> None:
    assert left_out([100, 100, 100], [0, 1, 2], 220) == {2}
    assert left_out([100, 100, 100], [0, 1, 2], 110) == {1, 2}
    assert left_out([100, 100, 100], [0, 0, 0], 110) == set()
