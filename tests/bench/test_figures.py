"""The parts of the benchmark that only reckon: what wrk says, ratios, tables, and the page they are kept in."""

from __future__ import annotations

import pytest

from tests.bench import options, report, wrk
from tests.bench.tables import amount, ratio, table

OUTPUT = """Running 3s test @ http://127.0.0.1:9301/
  1 threads and 16 connections
{"requests": 300, "duration": 3000000, "p50": 9500, "p95": 20000, "p99": 31000, "failed": %d}
"""


def test_it_reads_what_wrk_measured() -> None:
    assert wrk.parse(OUTPUT % 0) == wrk.Load(answers=300, rate=100.0, p50=9.5, p95=20.0, p99=31.0)


def test_it_refuses_a_load_with_errors() -> None:
    with pytest.raises(wrk.Failed, match="2 of 300"):
        wrk.parse(OUTPUT % 2)


def test_it_takes_the_median_and_says_how_far_the_rounds_lie_apart() -> None:
    rounds = [wrk.Load(100, rate, 1.0, 2.0, 3.0) for rate in (30.0, 10.0, 14.0)]

    found = wrk.median_of(rounds)

    assert (found.rate, found.slowest, found.fastest) == (14.0, 10.0, 30.0)


@pytest.mark.parametrize(
    ("figure", "to", "words"), [(5, 10, "0.50"), (25, 10, "2.5"), (420, 10, "42"), (5, 0, "–"), (2, 1000, "0.002")]
)
def test_it_writes_ratios_with_the_digits_that_mean_something(figure: float, to: float, words: str) -> None:
    assert ratio(figure, to) == words


def test_it_writes_amounts_short() -> None:
    assert [amount(figure) for figure in (1234.5, 12.34)] == ["1,234", "12.3"]


def test_it_writes_a_table() -> None:
    assert table(["page", "whose", "ms"], [["home", "ours", "1"]]).splitlines() == [
        "| page | whose | ms |",
        "| --- | --- | ---: |",
        "| home | ours | 1 |",
    ]


def test_it_replaces_only_the_part_that_was_measured() -> None:
    page = "A\n<!-- pages begins -->\nold\n<!-- pages ends -->\nB\n"

    assert report.placed(page, "pages", "new") == page.replace("old", "new")
    with pytest.raises(report.NoPlace, match="weight"):
        report.placed(page, "weight", "new")


def test_it_has_a_place_for_every_part() -> None:
    for part in (*options.PARTS, *options.MORE_PARTS):
        assert "only this" in report.placed(report.PAGE.read_text(), part, "only this")


def test_it_measures_everything_when_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIZES", "100000,2000")

    assert options.read([]).parts == options.PARTS
    assert options.read([]).sizes == (2000, 100000)
    assert options.read(["pages", "--sizes", "20"]).sizes == (20,)
