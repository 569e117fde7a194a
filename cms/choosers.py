"""How an editor picks a product: Wagtail's own chooser, with our search and our rows."""

from __future__ import annotations

from django import forms
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.html import format_html
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from catalogue.models import Product
from market.settlement.templatetags.money import rupiah


class WordsForm(BaseFilterForm):
    """A search box whose words must all be found in the product's, the shop's or the village's name."""

    q = forms.CharField(
        label="Cari", required=False, widget=forms.TextInput(attrs={"placeholder": "Ketik nama, lalu tunggu sebentar"})
    )

    def filter(self, objects: QuerySet) -> QuerySet:
        """Return the rows that carry every word typed."""
        self.search_query = self.cleaned_data.get("q") or None
        self.is_searching = bool(self.search_query)
        for word in (self.search_query or "").split():
            objects = objects.filter(
                Q(title__icontains=word) | Q(seller__name__icontains=word) | Q(village__name__icontains=word)
            )
        return objects


def thumbnail(product: Product) -> str:
    """Return a small picture of the product, or nothing."""
    first = next(iter(product.images.all()), None)
    if first is None:
        return ""
    rendition = first.original.get_rendition("fill-200x200")
    return format_html('<img src="{}" width="60" height="60" alt="">', rendition.url)


def price_now(product: Product) -> str:
    """Return price, unit and whether it is sold out, as words."""
    lowest = product.lowest_price()
    words = f"{rupiah(lowest)} / {product.get_unit_of_sale_display()}" if lowest else "belum ada harga"
    return words if product.has_stock() else f"{words} (habis)"


class ProductRows:
    """The goods on sale, those of the editor's own regency first."""

    filter_form_class = WordsForm

    def get_object_list(self) -> QuerySet:
        """Return products with everything that a row shows."""
        ours = self.request.user.regency_id  # type: ignore[attr-defined]
        nearness = Case(When(village__district__regency_id=ours, then=Value(0)), default=Value(1))
        return (
            Product.objects.on_sale()
            .for_cards()
            .select_related("seller")
            .annotate(nearness=nearness)
            .order_by("nearness", "title")
        )

    @property
    def columns(self) -> list[Column]:
        """Return picture, name, price and seller."""
        return [
            Column("picture", label="Gambar", accessor=thumbnail, width="10%"),
            self.title_column,  # type: ignore[attr-defined]
            Column("price", label="Harga sekarang", accessor=price_now),
            Column("seller", label="Toko", accessor=lambda product: product.seller.name),
        ]


class ChooseProductView(ProductRows, chooser.ChooseView):
    pass


class ChooseProductResultsView(ProductRows, chooser.ChooseResultsView):
    pass


class ProductChooserViewSet(ChooserViewSet):
    model = Product
    icon = "tag"
    choose_one_text = "Pilih produk"
    choose_another_text = "Pilih produk lain"
    edit_item_text = "Ubah produk ini"
    search_tab_label = "Cari"
    choose_view_class = ChooseProductView
    choose_results_view_class = ChooseProductResultsView


product_chooser = ProductChooserViewSet("pilih-produk", url_prefix="pilih/produk")
