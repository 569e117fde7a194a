"""What a body asks of the shop, read from its raw form without a query: which things are chosen, and by what rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from wagtail.blocks import Block, ListBlock, StreamValue
from wagtail.blocks.struct_block import BaseStructBlock

PRODUCT, MAKER, VILLAGE, CATEGORY = "product", "maker", "village", "category"
PLACE, PAGE, PICTURE, RECORDING = "place", "page", "picture", "recording"


class Rule(NamedTuple):
    """Which goods a grid shows: the newest of a village, a maker and a category, as far as these are said."""

    village: str = ""
    maker: int | None = None
    category: int | None = None
    only_in_stock: bool = False
    number: int = 6


@dataclass
class Wanted:
    """Keys of chosen things by kind, and rules."""

    keys: dict[str, set[Any]] = field(default_factory=lambda: defaultdict(set))
    rules: set[Rule] = field(default_factory=set)

    def add(self, other: Wanted) -> None:
        """Want what another wants too."""
        for kind, keys in other.keys.items():
            self.keys[kind] |= keys
        self.rules |= other.rules


def wanted_in(body: StreamValue) -> Wanted:
    """Return what the blocks of a body ask for."""
    wanted = Wanted()
    for _top, block, raw in asked_in(body):
        _want(wanted, block, raw)
    return wanted


def wanted_by(block: Block, raw: Any) -> Wanted:
    """Return what one block asks for."""
    wanted = Wanted()
    for each, value in asked_by(block, raw):
        _want(wanted, each, value)
    return wanted


def asked_in(body: StreamValue) -> Iterator[tuple[Block, Block, Any]]:
    """Yield each chooser with its key and each rule with its form, in reading order, with the block it stands in."""
    for raw in body.raw_data:
        if top := body.stream_block.child_blocks.get(raw["type"]):
            for block, value in asked_by(top, raw["value"]):
                yield top, block, value


def asked_by(block: Block, raw: Any) -> Iterator[tuple[Block, Any]]:
    """Yield the same for one block and those inside it."""
    if raw is None:
        return
    if hasattr(block, "kind_chosen") or hasattr(block, "rule_of"):
        yield block, raw
    if isinstance(block, BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from asked_by(child, raw.get(name))
    elif isinstance(block, ListBlock):
        for item in _items(raw):
            yield from asked_by(block.child_block, item)


def _want(wanted: Wanted, block: Block, raw: Any) -> None:
    if hasattr(block, "rule_of"):
        wanted.rules.add(block.rule_of(raw))
    else:
        wanted.keys[block.kind_chosen].add(raw)  # type: ignore[attr-defined]


def _items(raw: Iterable[Any]) -> list[Any]:
    """Return the values of a list, which are bare in old bodies and in those that a program wrote."""
    return [item["value"] if isinstance(item, dict) and item.get("type") == "item" else item for item in raw]
