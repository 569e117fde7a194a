"""What blocks show as it is at this moment: prices, stock, makers, villages and places are read at each request.

Nothing of it is stored in a page. Whatever the number of blocks, each kind of thing is fetched once for a whole body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from wagtail.blocks import StreamValue

from catalogue.cards import Card, cards_for
from cms.live.goods import numbers_by_rule
from cms.live.things import FETCHERS, take_pictures
from cms.live.wanted import PICTURE, PRODUCT, Rule, Wanted, wanted_in
from market.attribution.said import from_story
from market.pictures.models import Picture

_at_hand: ContextVar[Live | None] = ContextVar("live things at hand", default=None)


class Gone(NamedTuple):
    """What was chosen and may not be shown now."""

    pk: Any


@dataclass(frozen=True)
class Live:
    """The things that a body shows, by kind and key, and the goods that each rule finds.

    What is hidden, closed, unpublished or deleted is not in it: its block steps aside.
    """

    things: dict[str, dict[Any, Any]] = field(default_factory=dict)
    goods: dict[Rule, list[Card]] = field(default_factory=dict)

    def one(self, kind: str, key: Any) -> Any:
        """Return one thing, or None when it may not be shown."""
        return self.things.get(kind, {}).get(key)

    def of(self, kind: str, chosen: Any) -> Any:
        """Return what was chosen as it is now; `chosen` is anything with its key, such as a model, or None."""
        return None if chosen is None else self.one(kind, chosen.pk)

    def goods_shown(self) -> set[int]:
        """Return the numbers of all goods that the body shows, chosen or found by a rule."""
        found = {card.pk for cards in self.goods.values() for card in cards}
        return found | set(self.things.get(PRODUCT, {}))

    def shown_by(self, rule: Rule) -> list[Card]:
        """Return the goods that a rule finds, newest first."""
        return self.goods.get(rule, [])


def fetch(wanted: Wanted, others: Iterable[Picture | None] = (), story: int | None = None) -> Live:
    """Return all that is wanted, in at most one query a kind and two for goods.

    `others` are pictures at hand whose files are fetched with those of the chosen ones, such as the page's own. The
    addresses of goods say that one comes from `story`, the number of the page, so that what it sells can be counted.
    """
    chosen, found = numbers_by_rule(wanted.keys[PRODUCT], wanted.rules)
    numbers = dict.fromkeys([*chosen, *(number for each in found.values() for number in each)])
    cards = {card.pk: replace(card, url=from_story(card.url, story)) for card in cards_for(list(numbers))}
    things = {kind: fetcher(wanted.keys[kind]) for kind, fetcher in FETCHERS.items() if wanted.keys[kind]}
    take_pictures(things, wanted.keys[PICTURE], others)
    things[PRODUCT] = {number: cards[number] for number in chosen if number in cards}
    goods = {rule: [cards[number] for number in each if number in cards] for rule, each in found.items()}
    return Live(things, goods)


def live_in(body: StreamValue, others: Iterable[Picture | None] = (), story: int | None = None) -> Live:
    """Fetch what a body shows, and let its blocks hold it, so that none of them asks again; see `fetch`."""
    live = fetch(wanted_in(body), others, story)
    with at_hand(live):
        list(body)
    return live


@contextmanager
def at_hand(live: Live) -> Iterator[None]:
    """Let choosers that are read meanwhile find their things here instead of asking for them."""
    token = _at_hand.set(live)
    try:
        yield
    finally:
        _at_hand.reset(token)


class FetchedAtOnce:
    """A mixin for choosers in bodies: `kind_chosen` says of what; read with what was fetched for the whole body."""

    kind_chosen = ""
    keeps_gone = False
    """A rule that names something gone is still that rule, and finds nothing."""

    def bulk_to_python(self, values: Any) -> list[Any]:
        """Return what was chosen as it is now."""
        live = _at_hand.get()
        if live is None:
            return super().bulk_to_python(values)  # type: ignore[misc]
        return [self._now(live, key) for key in values]

    def _now(self, live: Live, key: Any) -> Any:
        if key is None:
            return None
        return live.one(self.kind_chosen, key) or (Gone(key) if self.keeps_gone else None)
