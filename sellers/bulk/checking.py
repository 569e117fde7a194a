"""What a row has to say before it is listed, asked with the form's questions; whose it is; which photos it names."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django import forms

from catalogue.models import Product
from sellers.bulk.rows import COLUMNS, Row
from sellers.forms import price_field, stock_field, weight_field, words

if TYPE_CHECKING:
    from sellers.models import GoodsFile, Producer, Seller

MOST_PHOTOS = 6
MADE_UP_OF = {
    Product.Unit: {"pcs": "buah", "biji": "buah", "pak": "bungkus", "pack": "bungkus", "dus": "kotak", "kilo": "kg"},
    Product.Packaging: {"kardus": "kotak", "dus": "kotak", "anyaman": "daun", "botol": "kaca", "tidak ada": "tanpa"},
}
"""Other words for the same choice."""


class RowForm(forms.Form):
    """The questions of the product form, without the photo."""

    title = words("Nama produk", missing="Tulis nama produk.", most=80)
    price = price_field()
    unit_of_sale = forms.CharField(required=False)
    stock = stock_field()
    packaging = forms.CharField(required=False)
    shipping_weight_g = weight_field()
    how_made = forms.CharField(
        required=False, max_length=2000, error_messages={"max_length": "Terlalu panjang. Paling banyak 2000 huruf."}
    )

    def clean_unit_of_sale(self) -> str:
        """Return the unit as it is kept; one pack where none is written."""
        return _choice(Product.Unit, self.cleaned_data["unit_of_sale"] or "bungkus", "Satuan")

    def clean_packaging(self) -> str:
        """Return the packing as it is kept."""
        return _choice(Product.Packaging, self.cleaned_data["packaging"], "Kemasan")


class WhoseIsIt(LookupError):
    """No producer of the shop, or more than one, is called so; the text says what to do, `column` where."""

    def __init__(self, column: str, words: str) -> None:
        super().__init__(words)
        self.column = column


def answers_of(row: Row, goods: GoodsFile) -> tuple[dict[str, Any], dict[str, str]]:
    """Return a row's answers and, by column, what is wrong with them; what it leaves out the form answers."""
    said = {name: text for name, text in row.said.items() if text and name not in row.troubles}
    said["price"] = said.get("price", "").replace("Rp.", "Rp").removesuffix(",00")
    missing = {name: str(getattr(goods, name)) for name in ("packaging", "shipping_weight_g", "stock")}
    form = RowForm({**missing, **said})
    form.is_valid()
    troubles = {name: str(errors[0]) for name, errors in form.errors.items() if name not in row.troubles}
    named = {COLUMNS[name]: words for name, words in {**row.troubles, **troubles}.items()}
    return form.cleaned_data, named


def maker_named(shop: Seller, row: Row, makers: list[Producer]) -> Producer:
    """Return whose a row is: by name and village, in any case; in a shop of one's own nobody needs to be named.

    Raises:
        WhoseIsIt: nobody, or more than one, is called so.
    """
    name, village = _plain(row.said.get("producer", "")), _plain(row.said.get("village", ""))
    if not name and not shop.is_hub:
        return makers[0]
    if not name:
        raise WhoseIsIt("producer", "Tulis nama produsennya.")
    called = [one for one in makers if _plain(one.name) == name]
    there = [one for one in called if not village or _plain(one.village.name) == village]
    if len(there) > 1:
        raise WhoseIsIt("village", "Ada lebih dari satu produsen bernama ini. Tulis desanya.")
    if not there and called:
        raise WhoseIsIt("village", f"{called[0].name} yang kami kenal dari {called[0].village.name}. Periksa desanya.")
    if not there:
        raise WhoseIsIt("producer", "Produsen ini belum ada. Tambahkan di “Produsen kami”, minta persetujuannya.")
    return there[0]


def twins_in(rows: list[Row]) -> dict[int, int]:
    """Return for each row that says the same product as one before it, by its number, the number of that one."""
    first: dict[tuple[str, ...], int] = {}
    found: dict[int, int] = {}
    for row in rows:
        said = row.said.get("reference") or row.said.get("title", "") + "|" + row.said.get("unit_of_sale", "")
        key = tuple(_plain(each) for each in (row.said.get("producer", ""), row.said.get("village", ""), said))
        if key in first:
            found[row.number] = first[key]
        first.setdefault(key, row.number)
    return found


def reference_of(row: Row, maker: Producer, answers: dict[str, Any]) -> str:
    """Return what tells a row from others, however often it comes: its code, or else its maker, name and unit."""
    code = row.said.get("reference", "")
    told = f"kode:{code}" if code else f"isi:{_plain(answers['title'])}|{answers['unit_of_sale']}"
    return f"impor:{maker.pk}:{hashlib.sha256(told.encode()).hexdigest()[:40]}"


def photos_named(row: Row) -> list[str]:
    """Return the names of the photos of a row, the first first."""
    named = row.said.get("photo", "").replace(",", ";").split(";")
    return [name.strip() for name in named if name.strip()][:MOST_PHOTOS]


def _choice(choices: Any, typed: str, column: str) -> str:
    said = _plain(typed)
    said = MADE_UP_OF[choices].get(said, said)
    for value, label in choices.choices:
        if said in (value, _plain(str(label))):
            return str(value)
    raise forms.ValidationError(f"{column} “{typed[:30]}” tidak dikenal. Pilih: {', '.join(choices.values)}.")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
