"""The demo that all journeys walk through is as full as a market: shops, goods, pictures, stories, places."""

from __future__ import annotations

import pytest

from market.regions.actions import PILOT_REGENCIES
from tests.journeys.site import LiveSite

WHOLE_AND_PUBLIC = "p.structure IN ('standalone', 'parent') AND p.is_public AND p.moderation = 'approved'"


def test_it_has_thirty_open_shops(live_site: LiveSite) -> None:
    query = "SELECT count(*) FROM sellers_seller s JOIN partner_partner p ON p.id = s.partner_id"
    [[shops]] = live_site.rows(f"{query} WHERE s.status = 'open' AND p.is_open")

    assert shops >= 30


def test_it_has_two_hundred_goods_each_with_a_picture_of_its_own(live_site: LiveSite) -> None:
    [[goods, looks]] = live_site.rows(f"""
        SELECT count(*), count(DISTINCT (
            SELECT x.file_hash FROM catalogue_productimage i JOIN pictures_picture x ON x.id = i.original_id
            WHERE i.product_id = p.id ORDER BY i.display_order, i.id LIMIT 1
        )) FROM catalogue_product p WHERE {WHOLE_AND_PUBLIC}
    """)  # noqa: S608

    assert goods >= 195  # a few of the two hundred wait to be approved
    assert looks == goods


@pytest.mark.parametrize("table", ["cms_storypage", "cms_destinationpage"])
def test_it_tells_of_each_pilot_regency_in_both_languages(live_site: LiveSite, table: str) -> None:
    told = live_site.rows(f"""
        SELECT DISTINCT t.regency_id, l.language_code FROM {table} t JOIN wagtailcore_page p ON p.id = t.page_ptr_id
        JOIN wagtailcore_locale l ON l.id = p.locale_id WHERE p.live
    """)  # noqa: S608

    assert {(regency, language) for regency in PILOT_REGENCIES for language in ("id", "en")} <= set(told)


def test_it_has_ways_to_pay_and_a_past_that_adds_up(live_site: LiveSite) -> None:
    ways = live_site.rows("SELECT code, mode FROM settlement_paymentmethod WHERE is_on ORDER BY code")
    statuses = {status for (status,) in live_site.rows("SELECT DISTINCT status FROM order_order")}
    payouts = {status for (status,) in live_site.rows("SELECT DISTINCT status FROM settlement_sellerpayout")}

    assert ways == [("cash", "direct"), ("qris", "direct"), ("stripe", "pooled"), ("transfer", "pooled")]
    assert {"paid", "handed_over", "received", "cash_due"} <= statuses
    assert {"paid", "exported"} <= payouts
    assert live_site.rows("SELECT sum(amount)::bigint FROM ledger_entry") == [(0,)]


def test_it_leaves_something_for_the_money_desk_to_see_to(live_site: LiveSite) -> None:
    looked_for = {
        "a photo": "bills_bill WHERE proof_at IS NOT NULL",
        "a movement": "bills_statementline WHERE state = 'open'",
        "a payment held back": "settlement_payment WHERE status = 'quarantined'",
        "an account to check": "bills_receivingaccount WHERE state = 'waiting'",
        "money given back": "settlement_refund WHERE status = 'done'",
    }

    assert [what for what, rows in looked_for.items() if not live_site.rows(f"SELECT 1 FROM {rows} LIMIT 1")] == []  # noqa: S608
