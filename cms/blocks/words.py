"""Blocks of words and numbers: text, quotes, facts, prices, and what the reader may do next."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.rich_text import get_text_for_indexing

from cms.blocks.choosing import ChosenPage, ChosenProduct
from cms.blocks.told import Told, ToldLive, lines, row
from cms.live import Live
from cms.live.wanted import PAGE, PRODUCT
from market.accounts.phones import InvalidPhone, normalise_phone, write_phone
from market.rupiah.writing import rupiah

WORDS = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]
GROUP, TRADE = "Kata", "Barang dagangan"


class TextBlock(Told, blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": WORDS, **kwargs})

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return the words without their tags."""
        return get_text_for_indexing(str(value.source)).strip()

    class Meta:
        label = "Tulisan"
        icon = "pilcrow"
        group = GROUP
        description = "Paragraf, judul kecil, daftar dan tautan."
        template = "cms/blocks/text.html"
        preview_value = "<h2>Dari dapur belakang</h2><p>Neneknya menjual amplang dari perahu.</p>"


class QuoteBlock(Told, blocks.StructBlock):
    text = blocks.TextBlock(label="Ucapan", rows=3)
    who = blocks.CharBlock(label="Siapa yang berkata", required=False, max_length=100)

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return what was said, in quotation marks, and by whom."""
        return row(f"“{value['text']}”", value["who"], between=" – ")

    class Meta:
        label = "Kutipan"
        icon = "openquote"
        group = GROUP
        description = "Ucapan seseorang, ditulis besar."
        template = "cms/blocks/quote.html"
        preview_value = {"text": "Hujan seminggu berarti dapur berhenti seminggu.", "who": "Ibu Sari, Muara Kaman"}


class FactBlock(blocks.StructBlock):
    label = blocks.CharBlock(label="Apa", max_length=60, help_text="Contoh: Lama perjalanan")
    words = blocks.CharBlock(label="Isinya", max_length=200, help_text="Contoh: 4 jam dengan perahu")

    class Meta:
        label = "Fakta"


class FactsBlock(Told, blocks.StructBlock):
    """A few facts at a glance."""

    title = blocks.CharBlock(label="Judul", required=False, max_length=100)
    rows = blocks.ListBlock(FactBlock(), label="Fakta", min_num=1, max_num=12)

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return a line for each fact."""
        return lines(value["title"], *(row(fact["label"], fact["words"]) for fact in value["rows"]))

    class Meta:
        label = "Kotak fakta"
        icon = "list-ul"
        group = GROUP
        description = "Hal-hal penting dalam satu kotak: jarak, musim, jam buka."
        template = "cms/blocks/facts.html"
        preview_value = {
            "title": "Sekilas",
            "rows": [{"label": "Dari Tenggarong", "words": "3 jam lewat darat"}, {"label": "Musim", "words": "Juni"}],
        }


class PriceBlock(blocks.StructBlock):
    what = blocks.CharBlock(label="Untuk apa", max_length=100, help_text="Contoh: Sewa ketinting sehari")
    price = blocks.IntegerBlock(
        label="Harga (rupiah)", min_value=0, max_value=10**9, help_text="Angka saja, tanpa titik. Contoh: 350000"
    )
    note = blocks.CharBlock(label="Catatan", required=False, max_length=100, help_text="Contoh: untuk 5 orang")

    class Meta:
        label = "Harga"


class PricesBlock(Told, blocks.StructBlock):
    """What things cost that are not sold here, such as a boat or a bed."""

    title = blocks.CharBlock(label="Judul", required=False, max_length=100)
    rows = blocks.ListBlock(PriceBlock(), label="Harga", min_num=1, max_num=20)
    note = blocks.CharBlock(
        label="Keterangan di bawah", required=False, max_length=200, help_text="Contoh: Harga bulan Juni 2026."
    )

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return a line for each price."""
        prices = (row(each["what"], row(_price(each), each["note"], between=", ")) for each in value["rows"])
        return lines(value["title"], *prices, value["note"])

    class Meta:
        label = "Daftar harga"
        icon = "table"
        group = GROUP
        description = "Harga di luar pasar ini: perahu, pemandu, penginapan. Untuk barang, sisipkan produknya."
        template = "cms/blocks/prices.html"
        preview_value = {
            "title": "Ongkos di tempat",
            "rows": [{"what": "Ketinting sehari", "price": 350_000, "note": "untuk 5 orang"}],
            "note": "",
        }


class CallBlock(ToldLive, blocks.StructBlock):
    """One button: to a page, to a product, or to somebody's phone."""

    TARGETS = ("page", "product", "phone")

    title = blocks.CharBlock(label="Ajakan", max_length=120, help_text="Contoh: Ingin menginap di lamin?")
    label = blocks.CharBlock(label="Tulisan di tombol", max_length=40, help_text="Contoh: Lihat caranya")
    page = ChosenPage(label="Ke halaman", required=False)
    product = ChosenProduct(label="Ke produk", required=False)
    phone = blocks.CharBlock(
        label="Ke nomor telepon",
        required=False,
        max_length=20,
        help_text="Nomor yang boleh dilihat semua orang. Contoh: 0812 3456 7890",
    )
    is_whatsapp = blocks.BooleanBlock(label="Nomor itu memakai WhatsApp", required=False, default=True)

    def clean(self, value: Any) -> Any:
        """Refuse no goal or several, and a phone number that nobody can call."""
        cleaned = super().clean(value)
        if len([name for name in self.TARGETS if cleaned[name]]) != 1:
            raise StructBlockValidationError(non_block_errors=["Isi satu saja: halaman, produk, atau nomor telepon."])
        if cleaned["phone"]:
            try:
                normalise_phone(cleaned["phone"])
            except InvalidPhone:
                wrong = ValidationError("Nomor telepon belum benar. Contoh: 0812 3456 7890")
                raise StructBlockValidationError(block_errors={"phone": wrong}) from None
        return cleaned

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return the words and where the button leads."""
        shown = self.shown(value, self.live_for(value, live))
        return lines(value["title"], row(value["label"], shown["told"])) if shown else ""

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return the words."""
        return [value["title"]]

    def shown(self, value: Any, live: Live) -> dict[str, Any] | None:
        """Return where the button leads now; nothing once its page or product is gone."""
        if page := live.of(PAGE, value["page"]):
            return {"url": page.url, "told": page.title}
        if product := live.of(PRODUCT, value["product"]):
            sold_out = "" if product.has_stock else gettext("Habis")
            return {"url": product.url, "told": row(product.title, sold_out, between=", "), "sold_out": sold_out}
        return _phone(value) if value["phone"] else None

    class Meta:
        label = "Ajakan"
        icon = "pick"
        group = TRADE
        description = "Satu tombol: ke halaman, ke produk, atau ke nomor WhatsApp."
        template = "cms/blocks/call.html"


def _price(row: Any) -> str:
    """Return what something costs, nothing while a draft does not say it."""
    return "" if row["price"] is None else rupiah(row["price"])


def _phone(value: Any) -> dict[str, Any] | None:
    try:
        number = normalise_phone(value["phone"])
    except InvalidPhone:
        return None
    if not value["is_whatsapp"]:
        return {"url": f"tel:{number}", "told": write_phone(number), "phone": write_phone(number)}
    address = f"https://wa.me/{number.removeprefix('+')}?text={quote(value['title'])}"
    return {"url": address, "told": write_phone(number), "phone": write_phone(number), "is_outside": True}
