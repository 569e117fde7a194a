"""How an editor picks a product, a maker or a category: Wagtail's own chooser, with our search and our rows."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Case, Model, Q, QuerySet, Value, When
from django.utils.html import format_html
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from catalogue.managers import CARD_PICTURE
from catalogue.models import Category, Product
from market.pictures.shown import shown_of
from market.rupiah.writing import rupiah
from sellers.models import Producer


class WordsForm(BaseFilterForm):
    """A search box each of whose words must be found in one of `looks_in`."""

    looks_in: tuple[str, ...] = ("title", "seller__name", "village__name")

    q = forms.CharField(
        label="Cari", required=False, widget=forms.TextInput(attrs={"placeholder": "Ketik nama, lalu tunggu sebentar"})
    )

    def filter(self, objects: QuerySet) -> QuerySet:
        """Return the rows that carry every word typed."""
        self.search_query = self.cleaned_data.get("q") or None
        self.is_searching = bool(self.search_query)
        for word in (self.search_query or "").split():
            objects = objects.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in self.looks_in)))
        return objects


class MakerWordsForm(WordsForm):
    looks_in = ("name", "makes", "village__name")


class CategoryWordsForm(WordsForm):
    looks_in = ("name",)


def thumbnail(product: Product) -> str:
    """Return a small picture of the product, or nothing."""
    first = next(iter(product.images.all()), None)
    if first is None:
        return ""
    shown = shown_of(first.original, CARD_PICTURE)
    return format_html('<img src="{}" width="60" height="60" alt="">', shown.src)


def price_now(product: Product) -> str:
    """Return price, unit and whether it is sold out, as words."""
    lowest = product.lowest_price()
    words = f"{rupiah(lowest)} / {product.get_unit_of_sale_display()}" if lowest else "belum ada harga"
    return words if product.has_stock() else f"{words} (habis)"


def nearness(view: Any) -> Case:
    """Return what puts rows of the editor's own regency first."""
    return Case(When(village__district__regency_id=view.request.user.regency_id, then=Value(0)), default=Value(1))


class ProductRows:
    """The goods on sale, those of the editor's own regency first."""

    filter_form_class = WordsForm

    def get_object_list(self) -> QuerySet:
        """Return products with everything that a row shows."""
        goods = Product.objects.on_sale().for_cards().select_related("seller")
        return goods.annotate(nearness=nearness(self)).order_by("nearness", "title")

    @property
    def columns(self) -> list[Column]:
        """Return picture, name, price and seller."""
        return [
            Column("picture", label="Gambar", accessor=thumbnail, width="10%"),
            self.title_column,  # type: ignore[attr-defined]
            Column("price", label="Harga sekarang", accessor=price_now),
            Column("seller", label="Toko", accessor=lambda product: product.seller.name),
        ]


class MakerRows:
    """The makers whose shop is open, those of the editor's own regency first."""

    filter_form_class = MakerWordsForm

    def get_object_list(self) -> QuerySet:
        """Return makers with where they live."""
        makers = Producer.objects.public().select_related("village__district__regency", "seller__partner")
        return makers.annotate(nearness=nearness(self)).order_by("nearness", "name")

    @property
    def columns(self) -> list[Column]:
        """Return name, what is made, and where."""
        return [
            self.title_column,  # type: ignore[attr-defined]
            Column("makes", label="Membuat", accessor="makes"),
            Column("village", label="Desa", accessor=lambda maker: maker.village.full_name),
        ]


class CategoryRows:
    """The categories that buyers see, each below the one above it."""

    filter_form_class = CategoryWordsForm

    def get_object_list(self) -> QuerySet:
        """Return categories in the order of their tree."""
        return Category.objects.browsable().order_by("path")

    @property
    def columns(self) -> list[Column]:
        """Return the name alone."""
        return [self.title_column]  # type: ignore[attr-defined]


def _chooser(name: str, rows: type, *, model: type[Model], icon: str, called: str) -> ChooserViewSet:
    """Return how a thing is chosen from rows of our own, at /kelola/pilih/<name>/."""
    return ChooserViewSet(
        f"pilih-{name}",
        url_prefix=f"pilih/{name}",
        model=model,
        icon=icon,
        choose_one_text=f"Pilih {called}",
        choose_another_text=f"Pilih {called} lain",
        edit_item_text=f"Ubah {called} ini",
        search_tab_label="Cari",
        choose_view_class=type("ChooseView", (rows, chooser.ChooseView), {}),
        choose_results_view_class=type("ChooseResultsView", (rows, chooser.ChooseResultsView), {}),
    )


product_chooser = _chooser("produk", ProductRows, model=Product, icon="tag", called="produk")
maker_chooser = _chooser("produsen", MakerRows, model=Producer, icon="user", called="produsen")
category_chooser = _chooser("jenis", CategoryRows, model=Category, icon="folder-open-1", called="jenis barang")
