"""The part "pages": requests a second of ours, stock Oscar and the floors, loaded in turn in the same run."""

from __future__ import annotations

import statistics
from collections import defaultdict
from dataclasses import dataclass

from market.demo.supervisor import say
from tests.bench import addresses, redis, stores, wrk
from tests.bench.addresses import Goods
from tests.bench.facts import Facts, facts_of
from tests.bench.options import Options
from tests.bench.tables import growth_table, rates_table, sizes_table
from tests.bench.targets import FLOORS, KEPT, OURS, SHARED, STOCK, Target, running

CARDS_OF_STOCK = 20
PATIENCE = (1, 5, 20)
"""How many times as long a load goes on when nothing was answered."""

STATES = {OURS: ("off",), KEPT: ("cold", "warm"), SHARED: ("warm in Redis",)}
NEVER_KEPT = {KEPT: ("basket",), SHARED: ("basket", "search")}


@dataclass(frozen=True)
class Seen:
    """One page of one target: what it is, its time on the processor, and what each number of connections measured."""

    facts: Facts
    processor_ms: float
    loads: dict[int, wrk.Several]


Result = dict[tuple[str, str], Seen]
"""What was seen, by the target's name (ours with the state of its cache) and the page's."""


@dataclass(frozen=True)
class Asked:
    """One page that is loaded, and whose row it fills."""

    who: str
    target: Target
    page: str
    path: str
    is_cold: bool = False

    @property
    def row(self) -> tuple[str, str]:
        return self.who, self.page


def measure(options: Options) -> str:
    """Return Markdown: for each size what the pages weigh and how many a second, then how they grow."""
    wrk.require()
    found: dict[int, Result] = {}
    for size in options.sizes:
        stores.prepare(size)
        names = (FLOORS, STOCK, OURS, KEPT, SHARED)
        with (
            redis.running() as address,
            running(size, port=options.port, workers=options.workers, names=names, redis=address) as targets,
        ):
            found[size] = _measure(_asked(targets, addresses.choose(size)), options)
    return _written(found, options.connections)


def _asked(targets: dict[str, Target], goods: Goods) -> list[Asked]:
    """Return every page of every target, in the order of pages, so that what is compared is loaded in turn."""
    asked = []
    for name, target in targets.items():
        addresses.fill_basket(target, goods)
        for page, path in addresses.paths(name, goods).items():
            if page in NEVER_KEPT.get(name, ()):
                continue
            for state in STATES.get(name, ("",)):
                who = f"ours, cache {state}" if state else name
                asked.append(Asked(who, target, page, path, is_cold=state == "cold"))
    return sorted(asked, key=lambda one: one.page)


def _measure(asked: list[Asked], options: Options) -> Result:
    facts = {one.row: facts_of(one.target, one.page, one.path, is_cold=one.is_cold) for one in asked}
    cards = facts[STOCK, "category"].text.count('class="product_pod"')
    assert cards == CARDS_OF_STOCK, f"stock Oscar shows {cards} cards instead of {CARDS_OF_STOCK}"
    loads: defaultdict[tuple[str, str], defaultdict[int, list[wrk.Load]]] = defaultdict(lambda: defaultdict(list))
    spent: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for number in range(options.rounds):
        say(f"Round {number + 1} of {options.rounds}")
        for one in asked:
            for connections in options.connections:
                load, processor_ms = _load(one, connections, options.seconds)
                loads[one.row][connections].append(load)
                if connections == 1:  # with more, many are served that nobody waits for any longer
                    spent[one.row].append(processor_ms)
    return {
        row: Seen(
            facts[row], statistics.median(spent[row]), {n: wrk.median_of(some) for n, some in loads[row].items()}
        )
        for row in facts
    }


def _load(one: Asked, connections: int, seconds: int) -> tuple[wrk.Load, float]:
    """Load one page and wait until its server rests; return its milliseconds on the processor for an answer too.

    Raises:
        Failed: when nothing was answered, however long it was waited for.
    """
    url, cookie = one.target.url(one.path), one.target.cookies.get(one.page, "")
    for patience in PATIENCE:
        before = one.target.seconds_used()
        load = wrk.load(url, connections=connections, seconds=seconds * patience, cookie=cookie, is_cold=one.is_cold)
        one.target.drain()
        if load.answers:
            served = load.answers + connections  # wrk leaves as many behind, and the server makes them all the same
            return load, (one.target.seconds_used() - before) / served * 1000
    raise wrk.Failed(f"{url} was not answered once within {seconds * PATIENCE[-1]} s")


def _written(found: dict[int, Result], connections: tuple[int, ...]) -> str:
    parts = []
    for size, result in found.items():
        parts.append(f"### {size:,} products\n\n{sizes_table(result)}")
        parts += [f"{_words(each)}:\n\n{rates_table(result, each)}" for each in connections]
    if len(found) > 1:
        parts.append(f"### Growth\n\n{growth_table(found)}")
    return "\n\n".join(parts)


def _words(connections: int) -> str:
    return "One connection" if connections == 1 else f"{connections} connections"
