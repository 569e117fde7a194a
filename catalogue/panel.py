"""What stands beside a list: the tree of categories, filters with their counts, chips of what is chosen. All links."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from catalogue.counts import Counts, shelf_of
from catalogue.filters import FLAGS, SORTS
from market.rupiah.writing import rupiah

if TYPE_CHECKING:
    from catalogue.filters import Filters
    from catalogue.shelves import Shelf

MOST_OPTIONS = 12


class Option(NamedTuple):
    """One link; `count` is None where it would not be true, `depth` that of a category below the first."""

    label: str
    url: str
    count: int | None = None  # type: ignore[assignment]  # a tuple has a method of this name
    is_chosen: bool = False
    depth: int = 0


@dataclass(frozen=True)
class Group:
    """Links under one heading."""

    title: str
    options: list[Option]


@dataclass
class Panel:
    """All that a list's page says beside its cards; `hidden` are what the form for prices sends along."""

    filters: Filters
    path: str
    groups: list[Group] = field(default_factory=list)
    chips: list[Option] = field(default_factory=list)
    sorts: list[Option] = field(default_factory=list)
    tree: list[Option] = field(default_factory=list)
    below: list[Option] = field(default_factory=list)
    crumbs: list[tuple[str, str]] = field(default_factory=list)
    total: int | None = None

    @property
    def clear_url(self) -> str:
        return self.filters.cleared().address(self.path)

    @property
    def hidden(self) -> list[tuple[str, Any]]:
        said = self.filters.with_changes(price_from=None, price_to=None).parameters()
        return [(name, value) for name, value in said if not name.startswith("harga")]

    @property
    def chosen(self) -> int:
        return len(self.chips)


def panel_of_hits(filters: Filters, path: str, counts: Counts) -> Panel:
    """Return the panel of what a search found: the same filters, without counts and order."""
    panel = panel_of(filters, path, None, counts)
    panel.groups = [Group(group.title, [one._replace(count=None) for one in group.options]) for group in panel.groups]
    panel.sorts, panel.total = [], None
    return panel


def panel_of(filters: Filters, path: str, category: Shelf | None, counts: Counts) -> Panel:
    """Return the panel of a list at `path`, of everything or of one category."""
    panel = Panel(filters, path)
    panel.groups = [group for group in (*_places(panel, counts), _flags(panel, counts)) if group.options]
    panel.chips = list(_chips(panel, counts))
    panel.sorts = [
        Option(str(label), filters.with_changes(sort=code).address(path), is_chosen=code == filters.sort)
        for code, (label, _order) in SORTS.items()
    ]
    marks = filters.marks()
    if not filters.has_prices and len(marks) < 2:
        panel.total = counts.get(marks[0] if marks else shelf_of(category.pk if category else None), 0)
    return panel


def add_categories(panel: Panel, shelves: list[Shelf], category: Shelf | None, counts: Counts) -> None:
    """Add the tree around a category: what is above it, beside that, below it; and what is directly below."""
    own = category.path if category else ""
    for shelf in shelves:
        if not own.startswith(shelf.above):
            continue
        count = None if panel.filters.is_narrowed else counts.get(f"k{shelf.pk}", 0)
        address = panel.filters.address(shelf.url)
        option = Option(shelf.local_name, address, count, shelf.path == own, shelf.depth)
        panel.tree.append(option)
        if shelf.above == own:
            panel.below.append(option)
        elif own.startswith(shelf.path) and shelf.path != own:
            panel.crumbs.append((option.label, shelf.url))


def _places(panel: Panel, counts: Counts) -> list[Group]:
    filters = panel.filters
    is_true = not (filters.flags or filters.has_prices)
    if filters.regency:
        marks = counts.beginning("v")[:MOST_OPTIONS]
        villages = [
            Option(
                counts.names[mark],
                filters.with_changes(village=mark[1:]).address(panel.path),
                counts[mark] if is_true else None,
            )
            for mark in marks
            if mark[1:] != filters.village
        ]
        return [Group(_("Desa"), [] if filters.village else villages)]
    marks = counts.beginning("r")
    regencies = [
        Option(
            counts.names[mark],
            filters.with_changes(regency=mark[1:]).address(panel.path),
            counts[mark] if is_true else None,
        )
        for mark in marks[:MOST_OPTIONS]
    ]
    return [Group(_("Kabupaten/kota"), regencies)]


def _flags(panel: Panel, counts: Counts) -> Group:
    filters = panel.filters
    is_true = not filters.is_narrowed
    options = [
        Option(str(label), filters.turned(name).address(panel.path), counts.get(mark) if is_true else None)
        for name, (mark, label) in FLAGS.items()
        if name not in filters.flags and mark in counts
    ]
    return Group(_("Hanya yang"), options)


def _chips(panel: Panel, counts: Counts) -> list[Option]:
    filters, path = panel.filters, panel.path
    chips = []
    if filters.regency:
        name = counts.names.get(f"r{filters.regency}") or filters.regency
        chips.append(Option(name, filters.with_changes(regency="", village="").address(path)))
    if filters.village:
        name = counts.names.get(f"v{filters.village}") or filters.village
        chips.append(Option(name, filters.with_changes(village="").address(path)))
    if filters.has_prices:
        chips.append(Option(_between(filters), filters.with_changes(price_from=None, price_to=None).address(path)))
    chips += [Option(str(FLAGS[name][1]), filters.turned(name).address(path)) for name in filters.flags]
    return chips


def _between(filters: Filters) -> str:
    low, high = filters.price_from, filters.price_to
    if low is None:
        return _("sampai %(price)s") % {"price": rupiah(high)}
    if high is None:
        return _("mulai %(price)s") % {"price": rupiah(low)}
    return f"{rupiah(low)} – {rupiah(high)}"
