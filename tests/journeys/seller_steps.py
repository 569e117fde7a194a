"""What a producer does with the app on her phone, step by step, and what the site then knows of it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as
from tests.journeys.upriver import AT_WORK, HEARD, until

SARI = "+6281200000001"
GOODS_OF = """
    SELECT p.id, p.title FROM catalogue_product p JOIN partner_stockrecord s ON s.product_id = p.id
    JOIN sellers_producer m ON m.id = p.producer_id JOIN accounts_user u ON u.id = m.user_id
    WHERE u.phone = %s AND p.structure = 'standalone' AND s.num_in_stock - coalesce(s.num_allocated, 0) > 3
    ORDER BY p.id
"""
STOCK = "SELECT num_in_stock - coalesce(num_allocated, 0) FROM partner_stockrecord WHERE product_id = %s"
CONTROLLED = "Boolean(navigator.serviceWorker.controller)"
UNSENT = "fetchAll('operations').then((all) => all.filter(isUnsent).length)"


def open_app(page: Page, name: str) -> None:
    """Sign in and wait until the app is on the phone."""
    act_as(page, name)
    page.goto("/jual/")
    until(page, AT_WORK)
    until(page, HEARD)
    until(page, CONTROLLED)


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
