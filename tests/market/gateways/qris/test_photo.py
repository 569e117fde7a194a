"""A sticker is read from a photo as people take them, and the code we draw is read from a screen."""

from __future__ import annotations

import base64
import re
from io import BytesIO
from urllib.parse import unquote

import pytest
import segno
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from market.gateways.qris import photo
from market.gateways.qris.drawing import QUIET_ZONE, as_png, as_svg
from market.gateways.qris.payload import TORN, UnusableQris, for_payment, read
from market.gateways.qris.photo import read_photo
from tests.market.gateways.qris.stickers import RAHMAN, SARI, payload


def drawn(text: str, scale: int = 8) -> Image.Image:
    out = BytesIO()
    segno.make(text, error="m").save(out, kind="png", scale=scale, border=4)
    return Image.open(out).convert("RGB")


def sticker(text: str = SARI) -> Image.Image:
    """Return a sticker on a shop's table: the code with letters around it, on a coloured ground."""
    sheet = Image.new("RGB", (1600, 1200), (142, 118, 84))
    code = drawn(text)
    sheet.paste(code, (500, 300))
    ImageDraw.Draw(sheet).text((520, 240), "QRIS  DAPUR IBU SARI", "white", font_size=48)
    return sheet


def taken(image: Image.Image, kind: str = "JPEG", quality: int = 40) -> ContentFile[bytes]:
    out = BytesIO()
    image.save(out, kind, quality=quality)
    return ContentFile(out.getvalue(), name=f"stiker.{kind.lower()}")


def noisy(image: Image.Image, strength: float = 0.2) -> Image.Image:
    noise = Image.effect_noise(image.size, 90).convert("RGB")
    return Image.blend(image, noise, strength)


PHOTOS = {
    "straight": sticker(),
    "tilted": sticker().rotate(17, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC),
    "on its head": sticker().rotate(180),
    "on its side": sticker().rotate(90, expand=True),
    "blurred": sticker().filter(ImageFilter.GaussianBlur(2)),
    "noisy": noisy(sticker()),
    "dark": ImageEnhance.Brightness(sticker()).enhance(0.35),
    "pale": ImageEnhance.Contrast(sticker()).enhance(0.4),
    "noisy, tilted and blurred": noisy(sticker().rotate(-11, expand=True).filter(ImageFilter.GaussianBlur(1.5))),
    "from a phone of 12 megapixels": sticker().resize((4000, 3000)),
    "aslant": sticker().transform(
        (1600, 1200), Image.Transform.QUAD, (60, 40, 0, 1200, 1500, 1100, 1600, 0), Image.Resampling.BICUBIC
    ),
}


@pytest.mark.parametrize("how", PHOTOS)
def test_it_reads_a_sticker_photographed(how: str) -> None:
    found = read_photo(taken(PHOTOS[how]))
    assert (found.text, found.merchant_name, found.merchant_id) == (SARI, "DAPUR IBU SARI", "ID1026123456789")


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_it_reads_other_kinds_of_pictures(kind: str) -> None:
    assert read_photo(taken(sticker(), kind)).text == SARI


def test_it_passes_over_other_codes_beside_the_sticker() -> None:
    sheet = sticker()
    sheet.paste(drawn("https://contoh.example/", scale=5), (20, 20))
    assert read_photo(taken(sheet)).text == SARI


def refusal_of(upload: ContentFile[bytes]) -> str:
    with pytest.raises(UnusableQris) as refusal:
        read_photo(upload)
    return str(refusal.value)


def test_it_says_so_when_there_is_no_code() -> None:
    assert refusal_of(taken(Image.new("RGB", (800, 600), "white"))) == photo.NOTHING


def test_it_says_so_when_there_are_two_stickers() -> None:
    sheet = Image.new("RGB", (1600, 900), "white")
    sheet.paste(drawn(SARI), (50, 100))
    sheet.paste(drawn(RAHMAN), (850, 100))
    assert refusal_of(taken(sheet)) == photo.SEVERAL


def test_it_says_so_when_the_code_is_no_qris() -> None:
    assert "bukan kode QRIS" in refusal_of(taken(drawn("https://contoh.example/")))
    assert refusal_of(taken(drawn(SARI[:-4] + "0000"))) == TORN
    assert "satu pembayaran" in refusal_of(taken(drawn(payload(f01="12", f54="5000"))))


def test_it_says_so_when_the_file_is_no_photo() -> None:
    assert "bukan foto" in refusal_of(ContentFile(b"%PDF-1.7 hello", name="stiker.pdf"))
    assert refusal_of(ContentFile(b"\xff\xd8\xff broken", name="stiker.jpg"))


MADE = for_payment(read(SARI), amount=58_000, bill_number="PB-ABCD-EFGH-pay-1").text


def test_it_draws_a_picture_to_save_that_reads_back() -> None:
    picture = as_png(MADE, ["DAPUR IBU SARI", "Rp58.000", "PB-ABCD-EFGH"])
    image = Image.open(BytesIO(picture)).convert("L")
    assert [code.text for code in photo.zxingcpp.read_barcodes(image)] == [MADE]
    assert min(image.size) >= 500
    assert len(picture) < 60_000


def test_it_draws_names_too_long_for_the_picture() -> None:
    picture = as_png(MADE, ["KOPERASI SERBA USAHA WARGA MUARA KAMAN ULU 1 DAN KELUARGA BESAR", "Rp10.000.000"])
    image = Image.open(BytesIO(picture)).convert("L")
    assert [code.text for code in photo.zxingcpp.read_barcodes(image)] == [MADE]


def test_it_draws_an_svg_that_our_policy_allows_with_its_quiet_zone() -> None:
    address = as_svg(MADE)
    assert address.startswith("data:image/svg+xml")
    text = unquote(address.partition(",")[2])
    if ";base64" in address.partition(",")[0]:
        text = base64.b64decode(address.partition(",")[2]).decode()
    modules = segno.make(MADE, error="m").symbol_size(border=QUIET_ZONE)[0]
    assert re.search(rf"viewBox=['\"]0 0 {modules} {modules}['\"]", text)
    assert "script" not in text
