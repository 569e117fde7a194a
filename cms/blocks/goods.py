"""Blocks that show goods and who makes them. They hold which, never what it costs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from wagtail import blocks

from catalogue.cards import Card
from catalogue.filters import Filters
from cms.blocks import examples
from cms.blocks.choosing import ChosenMaker, ChosenProduct, OfCategory, OfMaker, OfVillage
from cms.blocks.examples import WithExample
from cms.blocks.told import ToldLive, lines, row
from cms.blocks.words import TRADE as GROUP
from cms.live import Live
from cms.live.wanted import MAKER, PRODUCT, Rule
from market.regions.codes import regency_code_of
from market.rupiah.writing import rupiah


class ProductBlock(WithExample, ToldLive, ChosenProduct):
    """One product, with the price and stock of this moment."""

    def example(self) -> Any:
        """Return the newest product."""
        return examples.product()

    def shown(self, value: Any, live: Live) -> list[Card]:
        """Return the product, unless it is hidden, closed or deleted."""
        return _cards(live, [value])

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return its name and today's price."""
        return lines(*map(told_card, self.shown(value, self.live_for(value, live))))

    class Meta:
        label = "Produk"
        icon = "tag"
        group = GROUP
        description = "Satu produk dengan harga dan stok saat ini."
        template = "cms/blocks/product.html"


class ProductsBlock(WithExample, ToldLive, blocks.StructBlock):
    """Several products side by side."""

    title = blocks.CharBlock(label="Judul", required=False, max_length=100)
    products = blocks.ListBlock(ChosenProduct(label="Produk"), label="Produk", min_num=1, max_num=12)

    def example(self) -> dict[str, Any]:
        """Return the newest goods."""
        return {"title": "Bawa pulang", "products": examples.products()}

    def shown(self, value: Any, live: Live) -> list[Card]:
        """Return those of the products that may be shown now."""
        return _cards(live, value["products"])

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return a line for each product."""
        cards = self.shown(value, self.live_for(value, live))
        return lines(value["title"], *map(told_card, cards)) if cards else ""

    class Meta:
        label = "Beberapa produk"
        icon = "grip"
        group = GROUP
        description = "Sampai dua belas produk yang dipilih satu per satu."
        template = "cms/blocks/products.html"


class GoodsByRuleBlock(WithExample, ToldLive, blocks.StructBlock):
    """Goods that choose themselves: the newest of a village, a maker or a category at each moment."""

    title = blocks.CharBlock(label="Judul", required=False, max_length=100)
    village = OfVillage(label="Dari desa", required=False)
    maker = OfMaker(label="Dari produsen", required=False)
    category = OfCategory(label="Dari jenis barang", required=False)
    only_in_stock = blocks.BooleanBlock(label="Hanya yang ada stoknya", required=False)
    number = blocks.IntegerBlock(
        label="Paling banyak berapa",
        min_value=3,
        max_value=12,
        default=6,
        help_text="Tiga sampai dua belas, yang terbaru lebih dulu. Aturan yang kosong berarti semua.",
    )

    def example(self) -> dict[str, Any]:
        """Return the rule that finds the newest of all goods."""
        return {"title": "Baru di pasar", "number": examples.SEVERAL}

    def rule_of(self, raw: dict[str, Any]) -> Rule:
        """Return the rule that is stored."""
        return Rule(
            village=raw.get("village") or "",
            maker=raw.get("maker"),
            category=raw.get("category"),
            only_in_stock=bool(raw.get("only_in_stock")),
            number=min(max(int(raw.get("number") or 6), 3), 12),
        )

    def shown(self, value: Any, live: Live) -> dict[str, Any] | None:
        """Return the goods that the rule finds now, and where there are more of them."""
        rule = self.rule_of(self.get_prep_value(value))
        cards = live.shown_by(rule)
        return {"cards": cards, "more": _more(value, rule) if len(cards) == rule.number else ""} if cards else None

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return a line for each product."""
        shown = self.shown(value, self.live_for(value, live))
        return lines(value["title"], *map(told_card, shown["cards"])) if shown else ""

    class Meta:
        label = "Produk menurut aturan"
        icon = "list-ul"
        group = GROUP
        description = "Produk terbaru dari sebuah desa, produsen atau jenis; berganti sendiri."
        template = "cms/blocks/goods.html"


class MakerBlock(WithExample, ToldLive, ChosenMaker):
    """Who makes, with a way to her own page where she has one, and to her shop."""

    def example(self) -> Any:
        """Return who made the newest product."""
        return examples.maker()

    def shown(self, value: Any, live: Live) -> Any:
        """Return the maker, while her shop is open."""
        return live.of(MAKER, value)

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return her name, what she makes and where."""
        maker = self.shown(value, self.live_for(value, live))
        return row(maker.name, row(maker.makes, maker.village.full_name, between=", ")) if maker else ""

    class Meta:
        label = "Produsen"
        icon = "user"
        group = GROUP
        description = "Pembuatnya: foto, kisah singkat, dan jalan ke tokonya."
        template = "cms/blocks/maker.html"


def told_card(card: Card) -> str:
    """Return a product's name and today's price on one line."""
    if not card.has_stock:
        return row(card.title, gettext("Habis"))
    price = rupiah(card.lowest_price) if card.lowest_price is not None else ""
    several = f"{gettext('mulai')} " if price and card.has_several_prices else ""
    return row(card.title, f"{several}{price} / {card.unit}" if price else "")


def _cards(live: Live, chosen: list[Any]) -> list[Card]:
    shown = (live.of(PRODUCT, each) for each in chosen)
    return [card for card in shown if card is not None]


def _more(value: Any, rule: Rule) -> str:
    """Return the address of all that a rule finds; none for a maker's, whose goods no list shows."""
    if rule.maker:
        return ""
    category = value["category"]
    path = category.get_absolute_url() if hasattr(category, "get_absolute_url") else reverse("catalogue:index")
    flags = ("ada",) if rule.only_in_stock else ()
    return Filters(regency=regency_code_of(rule.village), village=rule.village, flags=flags).address(path)
