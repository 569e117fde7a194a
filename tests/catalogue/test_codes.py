"""Codes on packs: how they are made, read and written."""

from __future__ import annotations

import pytest

from catalogue.codes import ALPHABET, LENGTH, new_code, read_code, spoken


def test_it_has_no_letters_that_look_alike_and_makes_no_words() -> None:
    assert not set("0O1IAEU") & set(ALPHABET)
    assert len(ALPHABET) ** LENGTH > 10**11


def test_it_makes_codes_that_can_be_read_back() -> None:
    made = {new_code() for _ in range(200)}

    assert len(made) == 200
    assert {read_code(code) for code in made} == made


@pytest.mark.parametrize(
    "typed", ["7Q3KD2ML", "7q3k-d2ml", " 7Q3K D2ML ", "703K-D2M1", "7o3kd2mi", "7Q3K.D2ML", "7Q3K–D2ML"]
)
def test_it_reads_a_code_however_it_was_typed(typed: str) -> None:
    assert read_code(typed) == "7Q3KD2ML"


@pytest.mark.parametrize("typed", ["", "7Q3KD2M", "7Q3KD2MLL", "7Q3KD2MA", "７Q3KD2ML", "';--____"])
def test_it_reads_nothing_where_there_is_no_code(typed: str) -> None:
    assert read_code(typed) == ""


def test_it_is_spoken_in_two_groups() -> None:
    assert spoken("7Q3KD2ML") == "7Q3K-D2ML"
