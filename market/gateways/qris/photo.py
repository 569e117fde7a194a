"""A photo of a QRIS sticker, so that nobody has to type two hundred letters."""

from __future__ import annotations

from typing import Any

import zxingcpp
from django.core.files.base import File
from PIL import Image

from market.gateways.qris.payload import Qris, UnusableQris, read_sticker
from market.pictures.files import clean_file
from market.pictures.pipeline import UnusablePicture

QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
NOTHING = (
    "Kode QR di foto ini tidak terbaca. Foto lagi dari dekat, di tempat terang, "
    "tegak lurus, dan seluruh kotak QR terlihat."
)
SEVERAL = "Ada beberapa kode QRIS di foto ini. Foto satu stiker saja."


def read_photo(upload: File[Any]) -> Qris:
    """Return what the one QRIS sticker on an uploaded photo says. The photo is not kept.

    Raises:
        UnusableQris: no photo, no code that can be read, several, or a code that cannot be used; the text says what
            to do.
    """
    try:
        photo = Image.open(clean_file(upload)).convert("L")
    except UnusablePicture as trouble:
        raise UnusableQris(str(trouble)) from None
    found = {code.text for code in zxingcpp.read_barcodes(photo, formats=QR)}
    if not found:
        raise UnusableQris(NOTHING)
    stickers = {text for text in found if text.startswith("0002")} or found
    if len(stickers) > 1:
        raise UnusableQris(SEVERAL)
    return read_sticker(stickers.pop())
