"""How an editor picks a product or a village: Wagtail's own chooser, with our search and our rows."""

from __future__ import annotations

from django import forms
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.html import format_html
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from catalogue.models import Product
from market.regions.models import Village
from market.settlement.templatetags.money import rupiah


class WordsForm(BaseFilterForm):
    """A search box whose words must all be found."""

    q = forms.CharField(
        label="Cari", required=False, widget=forms.TextInput(attrs={"placeholder": "Ketik nama, lalu tunggu sebentar"})
    )

    def filter(self, objects: QuerySet) -> QuerySet:
        """Return the rows that carry every word typed."""
        self.search_query = self.cleaned_data.get("q") or None
        self.is_searching = bool(self.search_query)
        return self.matching(objects, self.search_query) if self.search_query else objects

    def matching(self, objects: QuerySet, query: str) -> QuerySet:
        """Return the rows that fit; each chooser says how."""
        raise NotImplementedError


class ProductWordsForm(WordsForm):
    def matching(self, objects: QuerySet, query: str) -> QuerySet:
        """Look in the product's, the shop's and the village's name."""
        for word in query.split():
            objects = objects.filter(
                Q(title__icontains=word) | Q(seller__name__icontains=word) | Q(village__name__icontains=word)
            )
        return objects


class VillageWordsForm(WordsForm):
    def matching(self, objects: QuerySet, query: str) -> QuerySet:
        """Look in the names of village, district and regency."""
        for word in query.split():
            objects = objects.filter(
                Q(name__icontains=word)
                | Q(district__name__icontains=word)
                | Q(district__regency__name__icontains=word)
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

    filter_form_class = ProductWordsForm

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


class VillageRows:
    """The villages of the regencies that take part, each with its district."""

    filter_form_class = VillageWordsForm

    def get_object_list(self) -> QuerySet:
        """Return live villages of member regencies."""
        return (
            Village.objects.filter(district__regency__is_member=True, retired_at=None)
            .select_related("district__regency")
            .order_by("name", "code")
        )

    @property
    def columns(self) -> list[Column]:
        """Return village, district and regency."""
        return [
            self.title_column,  # type: ignore[attr-defined]
            Column("district", label="Kecamatan", accessor="district"),
            Column("regency", label="Kabupaten/kota", accessor=lambda village: village.district.regency),
        ]


class ChooseVillageView(VillageRows, chooser.ChooseView):
    pass


class ChooseVillageResultsView(VillageRows, chooser.ChooseResultsView):
    pass


class VillageChooserViewSet(ChooserViewSet):
    model = Village
    icon = "site"
    choose_one_text = "Pilih desa"
    choose_another_text = "Pilih desa lain"
    edit_item_text = "Ubah desa ini"
    search_tab_label = "Cari"
    choose_view_class = ChooseVillageView
    choose_results_view_class = ChooseVillageResultsView


product_chooser = ProductChooserViewSet("pilih-produk", url_prefix="pilih/produk")
village_chooser = VillageChooserViewSet("pilih-desa", url_prefix="pilih/desa")
