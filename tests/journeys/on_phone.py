"""What is looked at on a phone through the app's own functions, and what a site says of the same."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import FilePayload, Page

from market.demo.drawings.product import draw_product
from market.demo.drawings.words import Words

MODULE = """
    const moduleOf = (name) => {
      const found = performance.getEntriesByType("resource").map((one) => one.name);
      return import(found.find((one) => one.includes(`/workshop/${name}.`)));
    };
"""
"""Gives a module that the page has already."""
ON_PHONE = f"""async (number) => {{
    {MODULE}
    const {{ shopNow }} = await moduleOf("data");
    return (await shopNow(await whoIsHere())).products.find((one) => one.id === number).stock;
}}"""
SAID = "number => fetchAll('data').then(([row]) => row.said.products.find((one) => one.id === number).stock)"
OLDER = """number => fetchAll("data").then(async ([row]) => {
    row.said.products.find((one) => one.id === number).stock = 777;
    await keepRow("data", { ...row, etag: null });
})"""
"""Makes what the phone knows another than what the site says."""
PICTURE: FilePayload = {
    "name": "foto.jpg",
    "mimeType": "image/jpeg",
    "buffer": draw_product(look="pouch", fill="balls", colour="#dcb57d", words=Words("Abon", "Muara"), seed="Abon"),
}
NOTHING_UNSENT = "fetchAll('operations').then((all) => !all.some(isUnsent))"
QUEUED = """
    async ([kind, title, data, form]) => {
      const user = await whoIsHere(), path = location.pathname;
      const written = { id: uuid7(), key: `${user}:${form}`, user, kind, path, photos: [], base: {} };
      const draft = form && { ...written, title, values: { title } };
      const [one] = await keepOperations([{ kind, title, data, draft }], { user, path });
      return one.id;
    }
"""
"""Puts into the queue what was made of this form, and sends nothing."""
NEW = "/jual/produk/baru/#semua"


def kept(page: Page, room: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("room => fetchAll(room)", room)
    return found
