"""What is opened in a spreadsheet stays text where it is text."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from market.settlement.sheets import safe_cell, write_csv, write_xlsx

SPLIT = ["\t=1", "\r=1", "\n=1", "lihat;=1"]
FORMULAS = ["=1+1", "+62812", "-5", "@SUM(A1)", "  =cmd|' /C calc'!A0", "＝1+1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_it_disarms_formulas(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", SPLIT)
def test_it_disarms_what_another_split_would_begin_with(text: str) -> None:
    assert "'=1" in str(safe_cell(text))


@pytest.mark.parametrize("value", [0, 45_000, -45_000, "Dapur Bu Ros", "PS-7K3M-9QWD", ""])
def test_it_leaves_the_rest_alone(value: object) -> None:
    assert safe_cell(value) == value


def test_it_writes_csv_that_can_be_read_again() -> None:
    assert write_csv([["toko", "jumlah"], ['Dapur "Ros", Muara', -5], ["=1", None]]) == (
        'toko,jumlah\r\n"Dapur ""Ros"", Muara",-5\r\n\'=1,\r\n'
    )


def test_it_writes_xlsx_without_a_formula() -> None:
    rows = [["toko", "jumlah"], *([text, -5] for text in [*FORMULAS, *SPLIT])]
    sheet = load_workbook(io.BytesIO(write_xlsx(rows))).active

    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} == {"s", "n"}
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [-5] * len([*FORMULAS, *SPLIT])
