"""Cash: from hand to hand, confirmed by the seller, given back by her."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string

from market.gateways.base import ForgedCallback, GatewayRefused, Progress
from market.gateways.bills.actions import confirm, mark_refunded
from market.gateways.bills.models import Bill, BillRefund
from market.gateways.cash.gateway import CashGateway
from market.shop.partner.models import Partner
from tests.market.gateways.qris.conftest import asking

pytestmark = pytest.mark.django_db

gateway = CashGateway()
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.fixture
def shop() -> Partner:
    return Partner.objects.create(name="Dapur Ibu Sari", code="dapur-ibu-sari")


def test_it_always_names_a_seller() -> None:
    with pytest.raises(GatewayRefused):
        gateway.start(asking())


def test_it_waits_for_the_hand_over(shop: Partner) -> None:
    started = gateway.start(asking(payee=shop.pk))
    standing = gateway.status(started.external_id)
    assert (started.redirect_url, standing.progress, standing.captured) == ("", Progress.WAITING, 0)
    assert standing.account == f"seller:{shop.pk}:cash"


def test_it_counts_once_the_seller_has_it_and_goes_back_by_hand(shop: Partner) -> None:
    started = gateway.start(asking(payee=shop.pk))
    confirm(bill_id=Bill.objects.get().pk, by=None, evidence="uang di tangan", at=NOW)
    assert gateway.status(started.external_id).captured == 58_000
    assert gateway.refund(started.external_id, amount=8_000, idempotency_key="r1") == 0
    mark_refunded(refund_id=BillRefund.objects.get().pk, by=None, evidence="diserahkan kembali", at=NOW)
    assert gateway.status(started.external_id).refunded == 8_000
    with pytest.raises(GatewayRefused):
        gateway.refund(started.external_id, amount=50_001, idempotency_key="r2")


def test_it_takes_no_callbacks() -> None:
    with pytest.raises(ForgedCallback):
        gateway.read_callback(b"{}", {})


def test_it_tells_what_to_have_ready_and_for_whom(shop: Partner) -> None:
    external_id = gateway.start(asking(payee=shop.pk)).external_id
    pages = [render_to_string(gateway.template, {"bill": gateway.bill(external_id)})]
    gateway.cancel(external_id)
    pages.append(render_to_string(gateway.template, {"bill": gateway.bill(external_id)}))
    confirm(bill_id=Bill.objects.get().pk, by=None, evidence="uang di tangan", at=NOW)
    pages.append(render_to_string(gateway.template, {"bill": gateway.bill(external_id)}))
    assert "Rp58.000" in pages[0]
    assert "Dapur Ibu Sari" in pages[0]
    assert "Tidak ada yang perlu dibayar" in pages[1]
    assert "sudah menerima" in pages[2]
