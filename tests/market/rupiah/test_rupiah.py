"""Rupiah are written and read in one way everywhere."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template

from market.rupiah.fields import RupiahField
from market.rupiah.writing import rupiah

ROOT = Path(__file__).resolve().parents[3]
WRITTEN = re.compile(r"format_currency|-Rp\{")


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "Rp0"), (999, "Rp999"), (Decimal("1250000.00"), "Rp1.250.000"), (-25_000, "-Rp25.000")]
)
def test_it_writes_them_with_dots_and_nothing_behind(amount: int | Decimal, text: str) -> None:
    assert rupiah(amount) == text
    assert Template("{{ amount|rupiah }}").render(Context({"amount": amount})) == text


@pytest.mark.parametrize(
    ("text", "amount"),
    [("61.000", 61_000), ("Rp61.000", 61_000), ("61000", 61_000)]
    + [("Rp 61.000,00", 61_000), ("61.000,-", 61_000), ("61 ribu", 61_000), (61_000, 61_000)],
)
def test_it_reads_them_as_people_write_them(text: str, amount: int) -> None:
    assert RupiahField().clean(text) == amount


@pytest.mark.parametrize(
    "text", ["61.00", "61.0", "61,5", "enam", "6.1000", "1e9", "-61.000", "9" * 400, "٦١", "0" * 9 + "." + "0" * 99]
)
def test_it_refuses_what_is_no_whole_rupiah(text: str) -> None:
    with pytest.raises(ValidationError):
        RupiahField().clean(text)


def test_only_one_room_knows_how() -> None:
    rooms = [ROOT / name for name in ("market", "sellers", "cms", "catalogue")]
    users = {path for room in rooms for path in room.rglob("*.py") if WRITTEN.search(path.read_text())}
    assert users == {ROOT / "market" / "rupiah" / "writing.py"}
