"""Cells of banks' files that are made to keep the desk waiting."""

from __future__ import annotations

import time

import pytest

from market.gateways.bills.files.reading import read_statement
from market.gateways.bills.files.table import UnreadableStatement

BLANKS = " " * 60_000


@pytest.mark.parametrize("cell", [f"-{BLANKS}x", f"Rp{BLANKS}x", f"5{BLANKS}!", f"5{BLANKS}DB"])
def test_it_is_refused_at_once(cell: str) -> None:
    before = time.process_time()
    with pytest.raises(UnreadableStatement, match="Baris 2: jumlah"):
        read_statement(f"Tanggal;Keterangan;Jumlah\n01/11/2026;x;{cell}\n".encode())
    assert time.process_time() - before < 1
