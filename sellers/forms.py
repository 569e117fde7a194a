"""The forms of the phone pages: what is asked, in which words, and what is said when it is not right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator

from catalogue.models import Product
from market.accounts.fields import LineField
from market.regions.fields import VillageField
from sellers.fields import GramField, PriceField, WholeNumberField
from sellers.forms_photo import PhotoForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sellers.models import Producer

HAS_A_LETTER = RegexValidator(r"[^\W\d_]", "Tulis namanya dengan huruf.")
NO_PHOTO = "Ambil atau pilih satu foto produk."
LEAST_PRICE, MOST_PRICE = 500, 100_000_000
PER_SIZE = ("price", "stock", "shipping_weight_g")
MOST_STOCK, MOST_WEIGHT_G = 100_000, 500_000


def words(label: str, *, missing: str, most: int, hint: str = "", **attrs: Any) -> forms.CharField:
    """Return a field for a few words, with what to say when it is empty or too long."""
    return LineField(
        label=label,
        help_text=hint,
        max_length=most,
        validators=[HAS_A_LETTER],
        error_messages={"required": missing, "max_length": f"Terlalu panjang. Paling banyak {most} huruf."},
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
    )


def stock_field(label: str = "Berapa yang siap dijual?", **options: Any) -> WholeNumberField:
    """Return the question how many there are."""
    return WholeNumberField(
        label=label,
        least=options.pop("least", 0),
        most=MOST_STOCK,
        too_small=options.pop("too_small", "Tulis 0 atau lebih."),
        too_big="Paling banyak 100.000.",
        error_messages={"required": "Tulis berapa yang siap dijual.", "invalid": "Tulis dengan angka, misalnya 20."},
        **options,
    )


def price_field() -> PriceField:
    """Return the question what one costs."""
    return PriceField(
        label="Harga",
        least=LEAST_PRICE,
        most=MOST_PRICE,
        too_small="Harga paling rendah Rp500.",
        too_big="Harga paling tinggi Rp100.000.000.",
        error_messages={
            "required": "Tulis harganya, misalnya 25.000.",
            "invalid": "Tulis harga dengan angka saja, misalnya 25.000.",
        },
    )


def weight_field() -> GramField:
    """Return the question what one weighs, packed."""
    return GramField(
        label="Berat satu, siap kirim (gram)",
        help_text="Timbang bersama kemasannya. 1 kg = 1.000 gram.",
        least=1,
        most=MOST_WEIGHT_G,
        too_small="Berat paling sedikit 1 gram.",
        too_big="Berat paling banyak 500.000 gram (500 kg).",
        error_messages={
            "required": "Tulis beratnya dalam gram, misalnya 300.",
            "invalid": "Tulis berat dengan angka, misalnya 300.",
        },
    )


def offer_answers(product: Product) -> dict[str, object]:
    """Return what was answered for what a product, or one of its sizes, is sold at; its offers are fetched."""
    offer = product.stockrecords.all()[0]
    return {
        "price": f"{offer.price:,.0f}".replace(",", "."),
        "stock": offer.net_stock_level,
        "shipping_weight_g": product.shipping_weight_g,
    }


class ShopForm(forms.Form):
    """Daftar jadi penjual."""

    name = words("Nama Anda", missing="Tulis nama Anda.", most=100, autocomplete="name")
    shop_name = words(
        "Nama toko",
        missing="Tulis nama toko Anda.",
        most=60,
        hint="Nama ini dilihat pembeli. Boleh pakai nama Anda, misalnya: Dapur Ibu Siti",
    )
    village = VillageField(label="Desa atau kelurahan", members_only=True)
    makes = words(
        "Apa yang Anda buat?",
        missing="Tulis apa yang Anda buat.",
        most=200,
        hint="Misalnya: amplang ikan dan kerupuk",
    )


class MakerField(forms.ModelChoiceField):
    def label_from_instance(self, maker: Producer) -> str:
        return f"{maker.name} · {maker.village.name}"


class ProductForm(PhotoForm):
    """Enam pertanyaan: foto, nama, harga per satuan, stok, kemasan, berat."""

    reference = forms.RegexField(r"^[0-9a-f-]{8,40}\Z", required=False, widget=forms.HiddenInput)
    title = words("Nama produk", missing="Tulis nama produk.", most=80, hint="Misalnya: Amplang ikan pipih 250 gram")
    price = price_field()
    unit_of_sale = forms.ChoiceField(
        label="Untuk satu",
        choices=Product.Unit.choices,
        initial=Product.Unit.PACK,
        error_messages={"required": "Pilih satuannya.", "invalid_choice": "Pilih satuan dari daftar."},
    )
    stock = stock_field(show_hidden_initial=False)
    packaging = forms.ChoiceField(
        label="Dikemas dengan apa?",
        choices=Product.Packaging.choices,
        error_messages={"required": "Pilih kemasannya.", "invalid_choice": "Pilih kemasan dari daftar."},
    )
    shipping_weight_g = weight_field()

    def __init__(self, *args: Any, needs_photo: bool = True, asks_price: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in () if asks_price else PER_SIZE:
            del self.fields[name]
        self.needs_photo = needs_photo

    def ask_for_whom(self, makers: QuerySet[Producer], initial: object) -> None:
        """Ask too whose it is: a hub sells for several."""
        self.fields["producer"] = MakerField(
            label="Siapa yang membuat?",
            queryset=makers,
            initial=initial,
            empty_label="Pilih produsennya",
            error_messages={"required": "Pilih produk ini buatan siapa.", "invalid_choice": "Pilih dari daftar."},
        )

    def clean(self) -> dict[str, Any]:
        """Take the photo in now, whatever else is wrong, and bring back the one of the last try."""
        cleaned = super().clean() or {}
        self.take_in(cleaned, title=cleaned.get("title", ""))
        if self.needs_photo and not self.picture and "photo" not in self.errors:
            self.add_error("photo", NO_PHOTO)
        return cleaned


class SizeForm(forms.Form):
    """Satu ukuran atau rasa: sebutan, harga, stok, berat. Yang pertama kali: juga sebutan yang sudah dijual."""

    first_label = words(
        "Yang sudah dijual sekarang, disebut apa?",
        missing="Tulis ukuran atau rasa yang sudah dijual sekarang.",
        most=40,
        hint="Supaya pembeli bisa membedakan. Misalnya: 250 g, atau asli",
    )
    label = words(
        "Ukuran atau rasa",
        missing="Tulis ukuran atau rasanya.",
        most=40,
        hint="Misalnya: 500 g, atau pedas",
    )
    price = price_field()
    stock = stock_field()
    shipping_weight_g = weight_field()

    def __init__(self, *args: Any, is_first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_first:
            del self.fields["first_label"]

    def refuse_label(self) -> None:
        """Say that the product has a size of this name."""
        self.add_error("label", "Ukuran atau rasa ini sudah ada. Pakai sebutan lain.")


class RestockForm(forms.Form):
    """Ada lagi: berapa?"""

    stock = stock_field("Jumlah", least=1, too_small="Tulis 1 atau lebih.")


class HandOverForm(forms.Form):
    """Serahkan paket: siapa yang membawa, dan nomor resinya."""

    carrier = words(
        "Dibawa siapa?",
        missing="Tulis siapa yang membawa paket, misalnya JNE atau nama kapal.",
        most=60,
        hint="Misalnya: JNE, Pos Indonesia, KM Mahakam",
    )
    tracking_number = LineField(
        label="Nomor resi",
        required=False,
        max_length=60,
        help_text="Ada di struk pengiriman. Kosongkan bila tidak ada.",
        error_messages={"max_length": "Nomor resi terlalu panjang. Periksa lagi."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def ask_for_cash(self, question: forms.BooleanField) -> None:
        """Ask too whether the buyer has paid."""
        self.fields["cash_came"] = question
