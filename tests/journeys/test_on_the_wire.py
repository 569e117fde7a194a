"""What really leaves the phone, byte for byte, before the site has touched it: photos, and what a listing takes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import ANDROID, PHONE, opened_page
from tests.journeys.faulty_proxy import Carried, Line, between
from tests.journeys.seller_steps import UNSENT, open_app, queue_row, write_product
from tests.journeys.site import LiveSite
from tests.journeys.steps import press
from tests.journeys.upriver import until
from tests.market.pictures.made import UPRIGHT, corners_of, exif, heic, photo, scene, tags_in, written
from tests.sellers.sync.recorded import OF_THE_APP

MOST_BYTES, MOST_PIXELS = 200_000, 1280
LISTING, NEWS = 2 * 1024, 4 * 1024
PIECE = re.compile(r"POST /jual/kirim/foto/([0-9a-f]{64})/\?untuk=\d+&dari=(\d+)&dari_total=(\d+)$")
TELLING = (b"Exif", b"GPS", b"http://ns.adobe.com", b"xmpmeta", b"Xiaomi", b"SN-20481024", b"rumah Ibu Siti", b"8BIM")
DRAWN = {0xC0, 0xC4, 0xDA, 0xDB, 0xDD, 0xE0, 0xE2}
"""What a JPEG has to have: size, codes, picture, tables, restarts, "JFIF", and what its colours mean."""
COLOURS = "icc_profile"
"""The browser writes in which colours it draws: the same of each photo, and nothing of the camera's."""


def camera() -> bytes:
    """Return a photo of twelve megapixels that lies on its side, with grain, place, maker, number, words and XMP."""
    stored = scene(3000, 4000).transpose(Image.Transpose.ROTATE_90)
    grain = Image.effect_noise(stored.size, 60).convert("RGB")
    told = {"comment": b"rumah Ibu Siti", "xmp": b"<x:xmpmeta><GPSLatitude>0.425</GPSLatitude></x:xmpmeta>"}
    return written(Image.blend(stored, grain, 0.25), "JPEG", quality=90, exif=exif(6).tobytes(), **told)


@pytest.fixture
def line() -> Line:
    return Line(keeps=True)


@pytest.fixture
def phone(browser: Browser, live_site: LiveSite, line: Line) -> Iterator[Page]:
    """Ibu Sari's phone with the app on it and no signal; all that it sends goes over a line that is read."""
    port = urlsplit(live_site.url).port
    assert port
    with between(port, line) as address, opened_page(browser, address, PHONE, **ANDROID) as page:
        open_app(page, "Ibu Sari")
        page.context.set_offline(True)
        yield page


def photos_on(line: Line) -> list[bytes]:
    """Return the photos that went over the line, put together from their pieces, each as its own hash says."""
    whole: dict[str, bytearray] = {}
    for one in line.carried:
        if found := PIECE.match(one.asked):  # also one that went twice, as when the page was left meanwhile
            at = int(found[2])
            whole.setdefault(found[1], bytearray(int(found[3])))[at : at + len(one.body)] = one.body
    assert all(hashlib.sha256(data).hexdigest() == name for name, data in whole.items())
    return [bytes(data) for data in whole.values()]


def colours_of(data: bytes) -> bytes:
    with Image.open(BytesIO(data)) as seen:
        return bytes(seen.info.get(COLOURS, b""))


def segments(data: bytes) -> set[int]:
    """Return which kinds of parts a JPEG has, up to the picture itself."""
    found, at = set(), 2
    while 0xDA not in found:
        assert data[at] == 0xFF
        found.add(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return found


def test_a_photo_leaves_the_phone_small_upright_and_without_a_word(
    phone: Page, line: Line, live_site: LiveSite, tmp_path: Path
) -> None:
    taken = {
        "kamera.jpg": camera(),
        "kecil.jpg": photo(orientation=6, width=600, height=400),
        "IMG_1.HEIC": heic(quality=61),
    }
    for name, data in taken.items():
        (tmp_path / name).write_bytes(data)
    assert len(taken["kamera.jpg"]) > 2_000_000, "the control: it has to become small"
    assert tags_in(taken["kamera.jpg"]), "the control: it tells much"
    name = "Kerupuk Lewat Kawat"
    write_product(phone, name, tmp_path / "kamera.jpg")
    phone.locator("[name=photo]").set_input_files([tmp_path / "kecil.jpg", tmp_path / "IMG_1.HEIC"])
    expect(phone.locator(".photos__one")).to_have_count(3)
    press(phone, "Kirim produk")
    phone.wait_for_url("**/jual/antrean/")
    assert not photos_on(line)

    phone.context.set_offline(False)
    phone.goto("/jual/antrean/")
    expect(queue_row(phone, name).locator(".badge")).to_have_text("terkirim")

    large, small, as_it_is = photos_on(line)
    assert as_it_is == taken["IMG_1.HEIC"], "what the browser cannot read goes up as it is"
    assert colours_of(large) == colours_of(small)
    for sent, size in ((large, (960, MOST_PIXELS)), (small, (600, 400))):
        with Image.open(BytesIO(sent)) as seen:
            assert (seen.format, seen.size) == ("JPEG", size)
        assert len(sent) <= MOST_BYTES
        assert corners_of(sent) == UPRIGHT
        assert set(tags_in(sent)) <= {f"info {COLOURS}"}
        assert segments(sent) <= DRAWN
        assert not [words for words in TELLING if words in sent]


def test_a_listing_takes_two_kilobytes_both_ways_with_all_heads(
    phone: Page, line: Line, live_site: LiveSite, tmp_path: Path
) -> None:
    """Its photos count by themselves; what the phone hears of the shop afterwards comes once for a whole queue."""
    name = "Kerupuk Dua Kilobyte"
    (tmp_path / "foto.jpg").write_bytes(photo(width=600, height=400))
    write_product(phone, name, tmp_path / "foto.jpg")
    press(phone, "Kirim produk")
    phone.wait_for_url("**/jual/antrean/")
    line.carried.clear()
    phone.context.set_offline(False)
    phone.goto("/jual/antrean/")
    expect(queue_row(phone, name).locator(".badge")).to_have_text("terkirim")
    assert phone.evaluate(UNSENT) == 0
    until(
        phone,
        "fetchAll('data').then(([kept]) => kept.said.products.some((one) => one.title.includes('Dua Kilobyte')))",
    )

    [*_, listing] = [one for one in line.carried if one.asked == "POST /jual/kirim/"]
    assert b'"state": "done"' in listing.answer or b'"state":"done"' in listing.answer
    names = [row.split(b":")[0].decode().lower() for row in listing.head.split(b"\r\n")[1:] if row]
    assert {*OF_THE_APP, "origin", "cookie", "user-agent"} <= set(names), names
    assert listing.size() <= LISTING, told(listing)
    [*_, news] = [one for one in line.carried if one.asked == "GET /jual/data/"]
    assert news.size() <= NEWS, told(news)


def told(one: Carried) -> str:
    """Return what took so much."""
    head = one.answer.split(b"\r\n\r\n", 1)[0].decode("latin-1")
    return f"{one.size()}: {len(one.head)} + {len(one.body)} up, {len(one.answer)} down\n{one.head.decode()}{head}"
