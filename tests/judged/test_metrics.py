"""The two figures, against examples worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.judged import Hit, precision_at, recall_at

A, B, C, D, E, F, G, X, Y, Z = (Hit("product", letter) for letter in "ABCDEFGXYZ")


@pytest.mark.parametrize(
    ("found", "fitting", "figure"),
    [
        ([A, B, C, D, E], {A, B, C, D, E, F}, 1.0),
        ([A, X, B, Y, C, D, E], {A, B, C, D, E, F}, 3 / 5),
        ([X, A, B], {A, B}, 1.0),  # two of the two that can be had
        ([X, Y, A, Z, X, B], {A, B}, 1 / 2),
        ([A, A, A, A, B], {A, B, C, D, E, F}, 2 / 5),  # shown four times is found once
        ([], {A}, 0.0),
    ],
)
def test_it_takes_precision_of_the_first_five_or_of_what_can_be_had(
    found: list[Hit], fitting: set[Hit], figure: float
) -> None:
    assert precision_at(5, found, fitting) == pytest.approx(figure)


@pytest.mark.parametrize(
    ("found", "fitting", "figure"),
    [
        ([X, B, Y, A], {A, B}, 1.0),
        ([A, X], {A, B, C, D}, 1 / 4),
        ([X] * 19 + [A, B], {A, B}, 1 / 2),  # the twenty-first place comes too late
        ([X, Y, Z], {A, B}, 0.0),
    ],
)
def test_it_takes_recall_of_all_that_fits(found: list[Hit], fitting: set[Hit], figure: float) -> None:
    assert recall_at(20, found, fitting) == pytest.approx(figure)


@pytest.mark.parametrize("measure", [precision_at, recall_at])
def test_it_measures_nothing_where_nothing_fits(measure: Callable[..., float]) -> None:
    with pytest.raises(ValueError, match="nothing fits"):
        measure(5, [A], set())


def test_it_tells_a_product_from_a_story_of_the_same_name() -> None:
    assert precision_at(5, [Hit("story", "A")], {A}) == 0
