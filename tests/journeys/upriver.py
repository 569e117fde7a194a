"""A producer upriver: she lists goods without a signal on a phone that dies, and goes on where it left her."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Error, Page, expect

from tests.journeys.camera import shoot
from tests.journeys.real_phone import RealPhone

AT_WORK = "caches.match('/jual/antrean/').then(Boolean)"
HEARD = "document.body.dataset.kinds ? fetchAll('data').then((all) => all.length > 0) : true"
ROWS = ".queue-row"


@dataclass(frozen=True)
class Product:
    """What she lists: a name that is hers alone, and photos as the camera makes them."""

    name: str
    photos: list[Path]


def products(folder: Path, *, number: int, seed: int) -> list[Product]:
    """Make goods with three photos each, no two alike."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for one in range(number):
        photos = [shoot(folder / f"{one}-{shot}.jpg", seed=seed * 1000 + one * 10 + shot) for shot in range(3)]
        made.append(Product(f"Amplang Putaran {seed} Nomor {one + 1}", photos))
    return made


def settle_in(phone: RealPhone, address: str, who: str = "Ibu Sari") -> None:
    """Sign in and open the app once where there is a signal, then switch the phone off as one does."""
    page = phone.switch_on()
    page.goto(f"{address}demo/")
    page.get_by_role("button", name=f"Masuk sebagai {who}", exact=True).click()
    page.wait_for_load_state("load")
    page.goto(f"{address}jual/")
    until(page, AT_WORK)
    until(page, HEARD)
    phone.switch_off()


def until(page: Page, expression: str, *, seconds: int = 30) -> None:
    """Wait until a promise on the page gives something true; a page that loads itself anew is asked again."""
    for _ in range(seconds * 10):
        try:
            if page.evaluate(expression):
                return
        except Error as reason:
            if "context was destroyed" not in str(reason):
                raise
        page.wait_for_timeout(100)
    raise AssertionError(f"not within {seconds} s: {expression}")


def list_all(phone: RealPhone, address: str, goods: list[Product], *, dice: random.Random, deaths: int) -> int:
    """List all goods while the phone dies at random moments, so many times; return how often it did."""
    page, died = phone.switch_on(), 0
    for product in goods:
        while True:
            battery = Battery(phone, dice.uniform(0.5, 9)) if died < deaths else None
            try:
                make_sure(page, address, product)
                break
            except (Error, AssertionError):
                if battery is None or not battery.is_dead:
                    raise
            finally:
                if battery:
                    battery.take_out()
            died += 1
            page = phone.switch_on()
    while died < deaths:  # she was quicker than her batteries: they end while it waits
        page.goto(f"{address}jual/antrean/")
        phone.die()
        died += 1
        page = phone.switch_on()
    return died


def make_sure(page: Page, address: str, product: Product) -> None:
    """List a product unless it is listed; go on with what is there already."""
    if is_in_queue(page, address, product.name):
        return
    page.goto(f"{address}jual/produk/baru/#semua")
    form = page.locator("form[data-operation=list_product]")
    expect(form.locator("[data-photo-button]")).to_be_visible()  # the page's own scripts have begun
    wanted = {"Nama produk": product.name, "Harga": "27.500", "Berapa yang siap dijual?": "6"}
    for label, text in {**wanted, "Berat satu, siap kirim (gram)": "300"}.items():
        if form.get_by_label(label).input_value() != text:
            form.get_by_label(label).fill(text)
    there = form.locator(".photos__one").count()
    if there < len(product.photos):
        take_photos(page, product.photos[there:])
        expect(form.locator(".photos__one")).to_have_count(len(product.photos))
    form.get_by_role("button", name="Kirim produk").click()
    page.wait_for_url("**/jual/antrean/")


def take_photos(page: Page, files: list[Path]) -> None:
    """Pick files as a person does; the tool's own way carries their bytes through the slow page."""
    wire = page.context.new_cdp_session(page)
    found = wire.send("Runtime.evaluate", {"expression": "document.querySelector('[name=photo]')"})
    wire.send("DOM.setFileInputFiles", {"files": [str(one) for one in files], "objectId": found["result"]["objectId"]})
    wire.detach()


def is_in_queue(page: Page, address: str, name: str) -> bool:
    """Look whether an operation with this name is in the queue; a draft is none."""
    page.goto(f"{address}jual/antrean/")
    expect(page.locator("[data-queue]")).to_be_visible()
    expect(page.locator("[data-summary]")).not_to_be_empty()
    row = page.locator(ROWS).filter(has_text=name)
    return row.count() > 0 and "draf" not in row.first.inner_text()


class Battery:
    """Dies once after so many seconds, unless it is taken out before; `died_at` is by `time.monotonic`."""

    def __init__(self, phone: RealPhone, seconds: float) -> None:
        self.died_at: float | None = None
        self.phone = phone
        self.clock = threading.Timer(seconds, self._die)
        self.clock.start()

    def _die(self) -> None:
        self.died_at = time.monotonic()
        self.phone.die()

    @property
    def is_dead(self) -> bool:
        """Has it ended before it was taken out?"""
        return self.died_at is not None

    def take_out(self) -> None:
        self.clock.cancel()
        self.clock.join()


def wait_until_sent(
    page: Page, address: str, *, is_all_there: Callable[[], bool], seconds: int, is_impatient: bool = False
) -> None:
    """Leave the app open until all is there and the queue says so; who is impatient presses "Kirim sekarang"."""
    page.goto(f"{address}jual/antrean/")
    ends = time.monotonic() + seconds
    send = page.locator("[data-send-now]")
    while time.monotonic() < ends:
        if is_all_there() and page.locator(ROWS).filter(has_text="belum terkirim").count() == 0:
            break
        if is_impatient and send.is_enabled():
            send.click()
        page.wait_for_timeout(1000)
    expect(page.locator("[data-summary]")).to_have_text("Tidak ada yang menunggu.")
