"""The part "pages": requests a second of ours, stock Oscar and the floors, loaded in turn in the same run."""

from __future__ import annotations

import statistics
from collections import defaultdict
from dataclasses import dataclass

from market.demo.supervisor import say
from tests.bench import addresses, stores, wrk
from tests.bench.facts import Facts, facts_of
from tests.bench.options import Options
from tests.bench.tables import growth_table, rates_table, sizes_table
from tests.bench.targets import CACHE_STATES, FLOORS, OURS, STOCK, Target, running

CONNECTIONS = (1, 16)
CARDS_OF_STOCK = 20


@dataclass(frozen=True)
class Seen:
    """One page of one target: what it is, its time on the processor, and what each number of connections measured."""

    facts: Facts
    processor_ms: float
    loads: dict[int, wrk.Several]


Result = dict[tuple[str, str], Seen]
"""What was seen, by the target's name (ours with the state of its cache) and the page's."""


def measure(options: Options) -> str:
    """Return Markdown: for each size what the pages weigh and how many a second, then how they grow."""
    wrk.require()
    found: dict[int, Result] = {}
    for size in options.sizes:
        stores.prepare(size)
        found[size] = {}
        for state, told in CACHE_STATES.items():
            say(f"{size} products, page cache {state}")
            with running(
                size, port=options.port, workers=options.workers, names=(FLOORS, STOCK, OURS), **told
            ) as targets:
                found[size].update(_measure(size, targets, state, options))
    return _written(found)


def _measure(size: int, targets: dict[str, Target], state: str, options: Options) -> Result:
    goods = addresses.choose(size)
    asked: list[tuple[Target, str, str]] = []
    facts = {}
    for target in targets.values():
        addresses.fill_basket(target, goods)
        for page, path in addresses.paths(target.name, goods).items():
            asked.append((target, page, path))
            facts[target.name, page] = facts_of(target, page, path)
    cards = facts[STOCK, "category"].text.count('class="product_pod"')
    assert cards == CARDS_OF_STOCK, f"stock Oscar shows {cards} cards instead of {CARDS_OF_STOCK}"
    loads: defaultdict[tuple[str, str, int], list[wrk.Load]] = defaultdict(list)
    spent: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for number in range(options.rounds):
        say(f"Round {number + 1} of {options.rounds}")
        for target, page, path in sorted(asked, key=lambda one: one[1]):
            for connections in CONNECTIONS:
                cookie, before = target.cookies.get(page, ""), target.seconds_used()
                load = wrk.load(target.url(path), connections=connections, seconds=options.seconds, cookie=cookie)
                loads[target.name, page, connections].append(load)
                target.drain()
                if connections == 1:  # of more, as many would be served that nobody waits for any longer
                    spent[target.name, page].append((target.seconds_used() - before) / load.answers * 1000)
    return {
        (f"ours, cache {state}" if name == OURS else name, page): Seen(
            facts[name, page],
            statistics.median(spent[name, page]),
            {each: wrk.median_of(loads[name, page, each]) for each in CONNECTIONS},
        )
        for name, page in facts
    }


def _written(found: dict[int, Result]) -> str:
    parts = []
    for size, result in found.items():
        parts.append(f"### {size:,} products\n\n{sizes_table(result)}")
        parts += [f"{_words(each)}:\n\n{rates_table(result, each)}" for each in CONNECTIONS]
    if len(found) > 1:
        parts.append(f"### Growth\n\n{growth_table(found)}")
    return "\n\n".join(parts)


def _words(connections: int) -> str:
    return "One connection" if connections == 1 else f"{connections} connections"
