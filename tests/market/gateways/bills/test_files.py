"""Banks' files: many shapes, one reading; what is no statement is refused in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from market.gateways.bills.files.reading import read_statement
from market.gateways.bills.files.table import UnreadableStatement
from market.gateways.bills.files.values import read_day, read_money
from tests.market.gateways.bills.conftest import SAMPLES

SITI = (date(2026, 11, 19), 58_045)
THE_20TH = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("bca.csv", [(THE_20TH, -15_000), (THE_20TH, 1_250_017)]),
        ("bca_bisnis.csv", [(THE_20TH, -15_000)]),
        ("mandiri.csv", [(THE_20TH, -2_500)]),
        ("mandiri_mcm.csv", [(THE_20TH, -2_500)]),
        ("bri.csv", [(THE_20TH, -15_000)]),
        ("bankaltimtara.csv", [(THE_20TH, -1_234), (THE_20TH, -1_000_000)]),
        ("signed.csv", [(THE_20TH, -1_000_000), (date(2026, 11, 21), -2_500)]),
    ],
)
def test_it_reads_the_shape_of_each_bank(name: str, others: list[tuple[date, int]]) -> None:
    reading = read_statement((SAMPLES / name).read_bytes())
    assert [(movement.booked_on, movement.amount) for movement in reading.movements] == [SITI, *others]
    assert "SITI AMINAH" in reading.movements[0].text
    assert reading.accounts == (set() if name == "signed.csv" else {"0012345678"})


def test_it_names_rows_as_the_file_counts_them_and_tells_which_are_no_movement() -> None:
    reading = read_statement((SAMPLES / "bca.csv").read_bytes())
    assert [movement.row for movement in reading.movements] == [9, 10, 11]
    assert reading.skipped == [8, 12, 13, 14, 15, 16]


def test_it_says_where_sen_were_cut_off() -> None:
    reading = read_statement((SAMPLES / "bankaltimtara.csv").read_bytes())
    assert [movement.has_sen for movement in reading.movements] == [False, True, False]


def test_it_puts_a_day_without_a_year_into_the_period_of_the_file() -> None:
    head = "Periode : 20/12/2026 - 10/01/2027\nTanggal,Keterangan,Jumlah\n"
    reading = read_statement((head + '\'31/12,A,"1,000.00 CR"\n\'02/01,B,"2,000.00 CR"\n').encode())
    assert [movement.booked_on for movement in reading.movements] == [date(2026, 12, 31), date(2027, 1, 2)]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.234.567,00", 1_234_567), ("1,234,567.00", 1_234_567), ("1234567", 1_234_567), ("1234567.00", 1_234_567),
        ("Rp 58.045", 58_045), ("Rp58.045,-", 58_045), ("58,045.00 CR", 58_045), ("58,045.00 DB", -58_045),
        ("-58.045,00", -58_045), ("(58.045)", -58_045), ("58.045-", -58_045), ("58.045 K", 58_045), ("", 0), ("-", 0),
        (",00", 0), ("1.234,5", 1_234), ("12.34.56", None), ("1.234,567.00", None), ("1,23,456", None),
        ("9" * 16, None), ("=1+1", None), ("1e9", None), ("NaN", None), ("58.045 XX", None), ("٥٨٠٤٥", None),
        ("0x10", None), ("--5", None),
    ],
)  # fmt: skip
def test_it_reads_rupiah_as_banks_write_them(typed: str, amount: int | None) -> None:
    money = read_money(typed)
    assert (money.amount if money else None) == amount


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20/11/2026", THE_20TH), ("20-11-26", THE_20TH), ("2026-11-20", THE_20TH), ("20.11.2026", THE_20TH),
        ("'20/11/2026", THE_20TH), ("20 Nov 2026", THE_20TH), ("20-NOP-2026", THE_20TH),
        ("20260120", date(2026, 1, 20)),
        ("20/11/26 10.22.33", THE_20TH), ("2026-11-20T10:22:33", THE_20TH), ("11/20/2026", None), ("31/02/2026", None),
        ("20/11", None), ("PEND", None), ("", None), ("20/11/9999", None), ("=TODAY()", None), ("1", None),
    ],
)  # fmt: skip
def test_it_reads_days_as_banks_write_them(typed: str, day: date | None) -> None:
    assert read_day(typed) == day


HEAD = b"Tanggal;Keterangan;Debet;Kredit\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "kosong"),
        (b"  \n ", "kosong"),
        (b"halo", "bukan CSV"),
        (b"PK\x03\x04rest", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (HEAD + b"19/11/2026;a\x00b;;1\n", "rusak"),
        (b"Tanggal;Keterangan\n19/11/2026;x\n", "jumlah, atau debet dan kredit"),
        (b"Keterangan;Debet;Kredit\nx;1;2\n", "tidak ditemukan: tanggal."),
        (b"a;b\nc;d\n", "tanggal; jumlah"),
        (HEAD, "Tidak ada satu pun mutasi"),
        (HEAD + b"11/20/2026;x;;1\n", "Baris 2: tanggal"),
        (HEAD + b"=1+1;x;;1\n", "Baris 2: tanggal"),
        (HEAD + b"19/11/2026;x;;=SUM(A1)\n", "Baris 2: jumlah"),
        (HEAD + b"19/11/2026;x;;" + b"9" * 5000 + b"\n", "Baris 2: jumlah"),
        (HEAD + b"19/11/2026;x;1.000;1.000\n", "dua-duanya"),
        (HEAD + b'19/11/2026;"x;;1.000\n20/11/2026;y;;2.000\n', "tidak terbaca"),
        (b"Tanggal;Jumlah;D/K\n19/11/2026;1.000;?\n", "bukan tanda"),
        (HEAD + b"19/11/2026;x;;1\n" * 20_001, "20000 baris"),
        (b";" * 1_000_000, "kolom"),
        (HEAD + b"x" * 200_000 + b";1;2\n", "tidak terbaca"),
        (b"x" * (10 * 1024 * 1024), "terlalu besar"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)}",
)
def test_it_refuses_what_it_cannot_read_and_says_why(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableStatement, match=sentence.replace("(", r"\(")):
        read_statement(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_it_reads_every_encoding_line_ending_and_separator(encoding: str, ending: str, mark: str) -> None:
    rows = [["Tanggal", "Keterangan", "Debet", "Kredit"], ["19/11/2026", "Café SITI", "", '"58.045,00"']]
    reading = read_statement(ending.join(mark.join(row) for row in rows).encode(encoding))
    assert [(movement.amount, movement.text) for movement in reading.movements] == [(58_045, "Café SITI")]


def test_it_keeps_a_formula_in_a_buyers_words_as_words_and_drops_what_cannot_be_seen() -> None:
    reading = read_statement(HEAD + "19/11/2026;=HYPERLINK(1)\u202e\u200b\x07 ya;;1.000\n".encode())
    assert reading.movements[0].text == "=HYPERLINK(1) ya"


CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["19/11/2026", "58.045,00", "DB", "CR", "=1", '"', "'", "", "Tanggal", "Jumlah", "Debet", "Kredit"]
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELL, max_size=6), max_size=8), st.sampled_from(";,\t|"), st.booleans())
def test_it_reads_or_refuses_whatever_comes_and_never_breaks(rows: list[list[str]], mark: str, has_head: bool) -> None:
    lines = [mark.join(row) for row in rows]
    head = [mark.join(("Tanggal", "Keterangan", "Jumlah", "D/K"))] if has_head else []
    try:
        reading = read_statement("\n".join(head + lines).encode("utf-8", "surrogatepass"))
    except UnreadableStatement:
        return
    assert all(movement.amount and len(movement.text) <= 300 for movement in reading.movements)
    assert all("\x00" not in movement.text for movement in reading.movements)
