"""What a producer does with the app on her phone, step by step, and what the site then knows of it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from market.demo.drawings.product import draw_product
from market.demo.drawings.slip import draw_slip
from market.demo.drawings.words import Words
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as, ask_for_code, press, type_code
from tests.journeys.upriver import AT_WORK, HEARD, until

SARI, HASAN = "+6281200000001", "+6281200000004"
CODE = "000000"
"""What every code is in the demo."""
GOODS_OF = """
    SELECT p.id, p.title FROM catalogue_product p JOIN partner_stockrecord s ON s.product_id = p.id
    JOIN sellers_producer m ON m.id = p.producer_id JOIN accounts_user u ON u.id = m.user_id
    WHERE u.phone = %s AND p.structure = 'standalone' AND p.moderation = 'approved'
    AND s.num_in_stock - coalesce(s.num_allocated, 0) > 3
    ORDER BY p.id
"""
SIZES = """
    SELECT c.id, c.title, c.parent_id FROM catalogue_product c JOIN catalogue_product p ON p.id = c.parent_id
    JOIN sellers_producer m ON m.id = p.producer_id JOIN accounts_user u ON u.id = m.user_id
    WHERE u.phone = %s ORDER BY c.id
"""
STOCK = "SELECT num_in_stock - coalesce(num_allocated, 0) FROM partner_stockrecord WHERE product_id = %s"
HANDED_OVER = """
    SELECT o.status, p.carrier FROM order_order o JOIN fulfilment_parcel_orders i ON i.order_id = o.id
    JOIN fulfilment_parcel p ON p.id = i.parcel_id JOIN settlement_paymentsplit s ON s.order_id = o.id
    JOIN settlement_payment m ON m.id = s.payment_id JOIN bills_bill b ON b.external_id = m.external_id
    WHERE o.number = %s AND b.state = 'captured'
"""
"""How an order stands whose cash has come, and who carries it."""
CONTROLLED = "Boolean(navigator.serviceWorker.controller)"
UNSENT = "fetchAll('operations').then((all) => all.filter(isUnsent).length)"


def open_app(page: Page, name: str) -> None:
    """Sign in and wait until the app is on the phone."""
    act_as(page, name)
    settle(page)


def come_in(page: Page, phone: str) -> None:
    """Sign in by a code, as somebody who is not of the cast."""
    page.goto("/akun/masuk/")
    ask_for_code(page, phone.replace("+62", "0"))
    type_code(page, CODE)


def settle(page: Page) -> None:
    """Wait until the app is on the phone of who is signed in."""
    page.goto("/jual/")
    until(page, AT_WORK)
    until(page, HEARD)
    until(page, CONTROLLED)


def edit(page: Page, product: int, **fields: str) -> None:
    """Change fields of a product in its form, and send it; it goes into the queue."""
    page.goto(f"/jual/produk/{product}/")
    expect(page.locator("[data-photo-button]")).to_be_visible()
    for name, value in fields.items():
        control = page.locator(f"main [name={name}]")
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    press(page, "Simpan")
    page.wait_for_url("**/jual/antrean/")


def photo_of(folder: Path, name: str) -> Path:
    """Take a photo of a product."""
    path = folder / "foto.jpg"
    path.write_bytes(draw_product(look="pouch", fill="balls", colour="#dcb57d", words=Words(name, "Muara"), seed=name))
    return path


def write_product(page: Page, name: str, photo: Path, asked: str = "") -> None:
    """Write a new product on a page that was never opened with a signal, up to its last button."""
    page.goto(f"/jual/produk/baru/{asked}#semua")
    expect(page.locator("[data-photo-button]")).to_be_visible()
    page.locator("[name=photo]").set_input_files(photo)
    page.get_by_label("Nama produk").fill(name)
    page.get_by_label("Harga").fill("27 ribu")
    page.get_by_label("Berapa yang siap dijual?").fill("6")
    page.get_by_label("Berat satu, siap kirim (gram)").fill("0,3 kg")
    expect(page.locator(".photos__one").locator("img, .photos__name")).to_be_visible()


def keep_paper(page: Page, name: str, folder: Path) -> None:
    """Keep the photo of the paper that she signed."""
    paper = folder / "surat.jpg"
    paper.write_bytes(draw_slip(title="Surat persetujuan", rows=[("Produsen", name)]))
    expect(page.locator("[data-agreement]")).to_contain_text(f"Saya, {name} dari ")
    expect(page.locator("[data-agreement]")).not_to_contain_text("{")
    page.get_by_text("Foto surat yang ia tanda tangani").click()
    form = page.locator("form").filter(has_text="Simpan foto surat")
    press(page, "Simpan foto surat")
    expect(form.get_by_text("Ambil foto suratnya.")).to_be_visible()
    expect(form.get_by_text("Bacakan dulu kata-katanya, lalu centang.")).to_be_visible()
    form.locator("input[type=file]").set_input_files(paper)
    expect(form.locator(".photos__one img")).to_be_visible()
    form.get_by_label("Kata-kata di atas sudah saya bacakan").check()
    press(page, "Simpan foto surat")
    expect(page.get_by_text(f"{name} setuju sampai")).to_be_visible()


def queue_row(page: Page, *words: str) -> Locator:
    """Return the row of the queue that says all these words."""
    row = page.locator(".queue-row")
    for one in words:
        row = row.filter(has_text=one)
    return row


def stock_of(site: LiveSite, product: int) -> int:
    """Return how many the site would sell."""
    [(left,)] = site.rows(STOCK, product)
    return int(left)


def signed_in(browser: Browser, site: LiveSite, name: str) -> list[dict[str, object]]:
    """Return the cookies of somebody who signed in elsewhere; her phone has seen nothing of the site yet."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    try:
        act_as(context.new_page(), name)
        return context.cookies()  # type: ignore[return-value]
    finally:
        context.close()
