"""The form that takes a file of goods with its photos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from catalogue.models import Product
from sellers.bulk.photos import LARGEST_ZIP
from sellers.bulk.reading import LARGEST_FILE
from sellers.forms import stock_field, weight_field, words
from sellers.models import Pelapak, Producer

if TYPE_CHECKING:
    from django.db.models import QuerySet

EMPTY = "Berkas ini kosong. Pilih lagi."
BOTH = "Pilih dari daftar atau tulis nama baru, jangan keduanya."
NOT_LISTED = "Belum ada di daftar"
NOT_SENT = "Berkas belum terkirim. Pilih lagi."


class GoodsFileForm(forms.Form):
    """Berkas, foto, dan apa yang dipakai bila sebuah kolom kosong."""

    file = forms.FileField(
        label="Berkas produk",
        help_text="XLSX atau CSV dengan kolom seperti di contoh, atau ekspor lapak OpenSID. Paling besar 5 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.xls,.json,.sql"}),
        error_messages={"required": "Pilih berkasnya.", "invalid": NOT_SENT, "empty": EMPTY},
    )
    photos = forms.FileField(
        label="Foto produk, dalam satu zip",
        required=False,
        help_text="Produk baru tanpa foto tidak masuk. Nama foto sama dengan di kolom Foto. Paling besar 80 MB.",
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={"invalid": NOT_SENT, "empty": EMPTY},
    )
    packaging = forms.ChoiceField(
        label="Kemasan, bila tidak tertulis",
        choices=Product.Packaging.choices,
        error_messages={"required": "Pilih kemasannya.", "invalid_choice": "Pilih kemasan dari daftar."},
    )
    shipping_weight_g = weight_field()
    stock = stock_field("Stok, bila tidak tertulis", initial=0)
    adds_makers = forms.BooleanField(
        label="Catat produsen yang belum ada",
        required=False,
        help_text="Barangnya baru masuk setelah persetujuannya ada dan berkas ini dikirim lagi.",
    )

    def __init__(self, *args: Any, is_hub: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shipping_weight_g"].label = "Berat satu, bila tidak tertulis (gram)"
        self.fields["shipping_weight_g"].initial = 500
        if not is_hub:
            del self.fields["adds_makers"]

    def clean_file(self) -> Any:
        """Refuse what is too big to be a table."""
        return _within(self.cleaned_data["file"], LARGEST_FILE, "Berkas ini terlalu besar. Paling besar 5 MB.")

    def clean_photos(self) -> Any:
        """Refuse a zip that is too big."""
        zipped = self.cleaned_data["photos"]
        return zipped and _within(zipped, LARGEST_ZIP, "Zip ini terlalu besar. Paling besar 80 MB; bagi menjadi dua.")


class PelapakForm(forms.Form):
    """Siapa pelapak ini: salah satu produsen, atau nama yang baru."""

    producer = forms.ModelChoiceField(
        Producer.objects.none(),
        label="Produsen kami",
        required=False,
        empty_label=NOT_LISTED,
        error_messages={"invalid_choice": "Pilih produsen dari daftar."},
    )
    name = words("Atau tulis nama produsen baru", missing="", most=100)

    def __init__(self, *args: Any, pelapak: Pelapak, makers: QuerySet[Producer], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"pelapak_{pelapak.pk}_%s", **kwargs})
        self.pelapak = pelapak
        producer = cast("forms.ModelChoiceField", self.fields["producer"])
        producer.queryset = makers
        producer.choices = [("", NOT_LISTED), *((one.pk, str(one)) for one in makers)]  # read once for all forms
        self.fields["producer"].initial = pelapak.producer_id
        self.fields["name"].required = False

    def clean(self) -> dict[str, Any]:
        """Take one of the two."""
        said = super().clean() or {}
        producer, name = said.get("producer"), said.get("name")
        if not self.errors and bool(producer) == bool(name):
            self.add_error("name", BOTH if name else "Pilih produsennya, atau tulis namanya.")
        return said


def _within(file: Any, most: int, words: str) -> Any:
    if file.size > most:
        raise forms.ValidationError(words)
    return file
