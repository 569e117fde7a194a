"""Markdown tables of what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tests.bench.addresses import FIXED, PAGES, ROWS
from tests.bench.targets import FLOORS, STOCK

if TYPE_CHECKING:
    from tests.bench.pages import Result


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 2) -> str:
    """Return a Markdown table; the first columns are words, the others figures."""
    lines = [heads, ["---"] * words + ["---:"] * (len(heads) - words), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def ratio(figure: float, to: float) -> str:
    """Return how many times as much one figure is, with as many digits as mean something."""
    if not to:
        return "–"
    times = figure / to
    digits = 3 if times < 0.1 else 2 if times < 1 else 1 if times < 10 else 0
    return f"{times:.{digits}f}"


def amount(figure: float) -> str:
    """Return a figure of a measurement with at most three digits that matter."""
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.1f}"


def sizes_table(result: Result) -> str:
    """Return queries, bytes and time on the processor of each page."""
    rows = []
    for (who, page), seen in _in_order(result):
        stock = result[STOCK, page].processor_ms if page in PAGES and who != STOCK else 0
        rows.append(
            [page, who, "–" if seen.facts.queries is None else str(seen.facts.queries)]
            + [f"{seen.facts.size:,}", f"{seen.facts.compressed:,}"]
            + [amount(seen.processor_ms), ratio(stock, seen.processor_ms) if stock else "–"]
        )
    return table(["page", "whose", "queries", "HTML bytes", "compressed", "CPU ms", "stock takes ×"], rows)


def rates_table(result: Result, connections: int) -> str:
    """Return rates and latencies with so many connections, and what they are beside stock Oscar and the floors."""
    fixed, flat = (result[FLOORS, page].loads[connections].rate for page in (FIXED, ROWS))
    rows = []
    for (who, page), seen in _in_order(result):
        load = seen.loads[connections]
        stock = result[STOCK, page].loads[connections].rate if page in PAGES and who != STOCK else 0
        rows.append(
            [page, who, f"{amount(load.rate)} ({amount(load.slowest)}–{amount(load.fastest)})"]
            + [amount(each) for each in (load.p50, load.p95, load.p99)]
            + [ratio(load.rate, each) for each in (stock, fixed, flat)]
        )
    heads = ["page", "whose", "requests/s (min–max)", "p50 ms", "p95 ms", "p99 ms"]
    return table([*heads, "× stock", "of fixed floor", "of 20 rows"], rows)


def growth_table(found: dict[int, Result]) -> str:
    """Return the median time of each page at one connection for each size, and the last beside the first."""
    first, last = min(found), max(found)
    rows = []
    for (who, page), seen in _in_order(found[first]):
        times = {size: result[who, page].loads[1].p50 for size, result in found.items()}
        rows.append([page, who, *(amount(time) for time in times.values()), ratio(times[last], seen.loads[1].p50)])
    return table(["page", "whose", *(f"p50 ms at {size:,}" for size in found), "× the time"], rows)


def _in_order(result: Result) -> list:
    pages = [FIXED, ROWS, *PAGES]
    return sorted(result.items(), key=lambda item: pages.index(item[0][1]))
