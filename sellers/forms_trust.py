"""The forms by which a shop earns trust: what is said about a product, and its permits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from catalogue.models import Product
from market.pictures.forms import PictureField
from sellers import private_photos
from sellers.forms import HAS_A_LETTER
from sellers.forms_photo import PhotoForm
from sellers.models import Permit, Seller
from sellers.permit_numbers import UnlikelyNumber, tidy_number
from sellers.registers.photos import MOST_PICTURES

MOST_WORDS = 2000
TOO_MANY = f"Paling banyak {MOST_PICTURES} foto. Hapus satu dulu, lalu tambahkan yang ini."
MISSING_NAME = "Tulis nama izinnya, misalnya: Sertifikat merek."
RAN_OUT = "Masa berlakunya sudah habis. Perpanjang dulu, lalu kirim yang baru."


class AboutForm(PhotoForm):
    """Tambah kepercayaan pembeli: everything may stay empty; one more photo at a time."""

    how_made = forms.CharField(
        label="Bagaimana Anda membuatnya?",
        required=False,
        max_length=MOST_WORDS,
        validators=[HAS_A_LETTER],
        help_text="Ceritakan dengan kata Anda sendiri: bahannya dari mana, dikerjakan bagaimana, berapa lama.",
        error_messages={"max_length": f"Terlalu panjang. Paling banyak {MOST_WORDS} huruf."},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    is_made_to_order = forms.BooleanField(
        label="Dibuat setelah dipesan",
        required=False,
        help_text="Pembeli tahu bahwa ia perlu menunggu dibuatkan dulu.",
    )
    ships_abroad = forms.BooleanField(
        label="Bisa dikirim ke luar negeri (pembeli menanyakan ongkosnya)",
        required=False,
        help_text="Tahan lama di jalan dan kemasannya kuat.",
    )

    def __init__(self, *args: Any, product: Product, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.product = product

    def clean(self) -> dict[str, Any]:
        """Take the photo in now, even when the words are wrong."""
        cleaned = super().clean() or {}
        self.take_in(cleaned, title=self.product.title)
        return cleaned

    def refuse_photo(self) -> None:
        """Say that there are enough."""
        self.picture, self.token = None, ""
        self.add_error("photo", TOO_MANY)

    def clean_how_made(self) -> str:
        """Return the words with line ends as they are kept."""
        return str(self.cleaned_data["how_made"]).replace("\r\n", "\n").strip()


class ProductsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, product: Product) -> str:
        return str(product.title)


class PermitForm(forms.Form):
    """Satu izin: jenis, nomor, sampai kapan, foto suratnya, dan produk mana."""

    kind = forms.ChoiceField(
        label="Jenis izin",
        choices=[("", "Pilih jenisnya"), *Permit.Kind.choices],
        error_messages={"required": "Pilih jenis izinnya.", "invalid_choice": "Pilih jenis izin dari daftar."},
    )
    name = forms.CharField(
        label="Nama izin",
        required=False,
        max_length=80,
        help_text="Hanya untuk izin lain.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    number = forms.CharField(
        label="Nomor",
        max_length=60,
        help_text="Salin seperti di suratnya.",
        error_messages={"required": "Tulis nomornya.", "max_length": "Nomor ini terlalu panjang. Periksa lagi."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    valid_until = forms.DateField(
        label="Berlaku sampai",
        required=False,
        help_text="Kosongkan bila tidak ada batasnya.",
        error_messages={"invalid": "Tanggal ini belum benar. Contoh: 31/12/2028"},
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    products = ProductsField(
        label="Untuk produk yang mana?",
        required=False,
        queryset=Product.objects.none(),
        help_text="NIB berlaku untuk seluruh toko, jadi tidak perlu dipilih.",
        error_messages={
            "invalid_choice": "Pilih produk dari daftar.",
            "invalid_pk_value": "Pilih produk dari daftar.",
        },
        widget=forms.CheckboxSelectMultiple,
    )
    photo = PictureField(
        label="Foto suratnya",
        required=False,
        widget=forms.FileInput,
        error_messages={"invalid": "Foto belum terkirim. Pilih lagi.", "empty": "Foto ini kosong. Pilih lagi."},
    )
    kept_photo = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, shop: Seller, permit: Permit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goods = Product.objects.filter(seller=shop.partner).exclude(structure=Product.CHILD)
        self.fields["products"].queryset = goods.only("title", "structure").order_by("title", "pk")  # type: ignore[attr-defined]
        self.fields["photo"].help_text = "Hanya Anda dan petugas yang melihatnya."  # Wagtail's field lists formats
        self.user, self.permit = user, permit
        self.photo_name, self.token = permit.photo.name if permit else "", ""

    def clean(self) -> dict[str, Any]:
        """Take the photo in now, whatever else is wrong; then say of each answer what does not fit the kind."""
        cleaned = super().clean() or {}
        self._keep_photo(cleaned)
        kind = cleaned.get("kind")
        if kind and "number" in cleaned:
            try:
                cleaned["number"] = tidy_number(kind, cleaned["number"])
            except UnlikelyNumber as unlikely:
                self.add_error("number", str(unlikely))
        if kind == Permit.Kind.OTHER and not cleaned.get("name"):
            self.add_error("name", MISSING_NAME)
        if kind and kind != Permit.Kind.OTHER:
            cleaned["name"] = ""
        if kind and kind != Permit.Kind.NIB and not cleaned.get("products") and "products" not in self.errors:
            self.add_error("products", "Pilih paling sedikit satu produk.")
        if cleaned.get("valid_until") and cleaned["valid_until"] < timezone.localdate():
            self.add_error("valid_until", RAN_OUT)
        return cleaned

    def _keep_photo(self, cleaned: dict[str, Any]) -> None:
        token = cleaned.get("kept_photo", "")
        if cleaned.get("photo"):
            token = private_photos.keep(cleaned["photo"], user=self.user)
        if name := private_photos.bring_back(token, user=self.user) if token else "":
            self.photo_name, self.token = name, token
        if not self.photo_name and "photo" not in self.errors:
            self.add_error("photo", "Ambil atau pilih satu foto suratnya.")


def plain_words(label: str, *, missing: str, most: int, hint: str = "") -> forms.CharField:
    """Return a field for some sentences."""
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=hint,
        validators=[HAS_A_LETTER],
        error_messages={"required": missing, "max_length": f"Terlalu panjang. Paling banyak {most} huruf."},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """Jawab pertanyaan."""

    text = plain_words("Jawaban Anda", missing="Tulis jawabannya.", most=1000)
    is_public = forms.BooleanField(
        label="Tampilkan juga di halaman produk",
        required=False,
        initial=True,
        help_text="Pembeli lain ikut terbantu. Petugas membacanya dulu.",
    )


class ReplyForm(forms.Form):
    """Jawab ulasan, satu kali."""

    text = plain_words(
        "Jawaban Anda", missing="Tulis jawabannya.", most=1000, hint="Semua orang membacanya. Jawab dengan ramah."
    )
