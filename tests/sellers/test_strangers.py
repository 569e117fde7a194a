"""Every address of the sellers' room, tried by everybody who has no business there."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db.models import Q
from django.urls import reverse

from catalogue.models import Batch, Product
from market.gateways.bills.models import Bill, BillRefund, ReceivingAccount
from market.settlement.models import SellerPayout
from market.shop.order.models import Order
from sellers import workshop_urls
from sellers.models import Seller
from tests.batches import a_batch
from tests.sellers.conftest import listed, signed_in, sized
from tests.sellers.purchases import bought, bought_straight, prove

pytestmark = pytest.mark.django_db

FORGED = {
    "why": "unsafe",
    "stock": "3",
    "carrier": "JNE",
    "reason": "habis",
    "evidence": "tunai",
    "cash_came": "on",
    "keep": "1",
}
LOGIN = reverse("account_login")
HERS = "Amplang pipih asli Siti"
OPEN_TO_ALL = {"home", "app", "queue"}  # the last two are the same for everybody
FOR_PHONES = {"send", "send_photo", "data"}  # answered in JSON, to strangers too: tests/sellers/sync/
ABOUT_GOODS = {"edit", "about", "sold_out", "restock", "add_size", "edit_size", "add_batch", "record", "remove_voice"}
ABOUT_A_BATCH = {"batch", "labels", "withdraw_batch"}
OF_HUBS = {"maker", "consent_paper", "consent_voice", "ask_consent", "withdraw_consent", "consent_file", "goods_file"}
NOT_THERE = {"settle", "edit_permit", "permit_photo", "remove_permit", "question", "review"} | OF_HUBS
"""Of nobody; test_permits, test_questions and test_consents have theirs."""
ABOUT_A_THING = ABOUT_GOODS | ABOUT_A_BATCH | NOT_THERE | {
    "order", "cash", "cancel", "accept_line", "decline_line", "payment", "payment_proof", "refund",
    "payout_proof", "main_photo", "remove_photo",
}  # fmt: skip


@pytest.fixture
def amplang(siti):
    return listed(siti, title=HERS)


@pytest.fixture
def addresses(siti, on_sale):
    order = bought((on_sale, 1))[0]
    size = sized(listed(siti, title="Kerupuk"))
    bill = prove(bought_straight(on_sale))
    refund = BillRefund.objects.create(bill=bill, amount=1_000, idempotency_key="x")
    payout = SellerPayout.objects.create(partner=siti.seller.partner, amount=90_000, until=date(2026, 11, 1))
    payout.proof.save("slip.pdf", ContentFile(b"%PDF-1.7"))
    arguments = dict.fromkeys(ABOUT_GOODS, on_sale.pk) | {
        **dict.fromkeys(NOT_THERE, 0),
        **dict.fromkeys(ABOUT_A_BATCH, a_batch(siti, on_sale).code),
        "edit_size": size.pk,
        **dict.fromkeys(["main_photo", "remove_photo"], on_sale.images.get().pk),
        **dict.fromkeys(["order", "cash", "cancel"], order.number),
        **dict.fromkeys(["payment", "payment_proof"], bill.external_id),
        **dict.fromkeys(["account", "stop_account"], "bank"),
        "refund": refund.pk,
        "payout_proof": payout.number,
    }
    arguments = {name: [argument] for name, argument in arguments.items()} | dict.fromkeys(
        ["accept_line", "decline_line"], [order.number, order.lines.get().pk]
    )
    return {
        page.name: reverse(f"workshop:{page.name}", args=arguments.get(page.name, []))
        for page in workshop_urls.urlpatterns
        if page.name not in FOR_PHONES
    }


def snapshot(siti):
    ours = Product.objects.filter(Q(producer=siti) | Q(parent__producer=siti)).order_by("pk")
    products = ours.values_list("pk", "title", "moderation", "stockrecords__price", "stockrecords__num_in_stock")
    money = [list(model.objects.order_by("pk").values_list()) for model in (Bill, BillRefund, ReceivingAccount)]
    orders = list(Order.objects.order_by("pk").values_list("status", flat=True))
    batches = list(Batch.objects.order_by("pk").values_list("code", "withdrawn_at"))
    return list(products), orders, money, batches, Seller.objects.count()


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "head"])
def test_a_stranger_is_sent_to_sign_in(client, addresses, siti, method):
    before = snapshot(siti)
    for name, address in addresses.items():
        answer = getattr(client, method)(address)
        if name in OPEN_TO_ALL:
            assert answer.status_code in (200, 405)
        else:
            assert answer.status_code == 405 or answer.url.startswith(LOGIN), (name, method)
        assert HERS not in answer.content.decode()
    assert snapshot(siti) == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_seller_finds_nothing(addresses, siti, ratna, method):
    client = signed_in(ratna.user)
    before = snapshot(siti)
    for name, address in addresses.items():
        answer = getattr(client, method)(address, FORGED)
        if name in ABOUT_A_THING:
            assert answer.status_code in (404, 405), (name, method)
        assert HERS not in answer.content.decode()
    assert snapshot(siti) == before


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["buyer", "newcomer", "editor", "operator"])
def test_who_has_no_open_shop_is_sent_to_the_start(request, addresses, siti, who, method):
    person = request.getfixturevalue(who)
    client = signed_in(getattr(person, "user", person))
    before = snapshot(siti)
    for name, address in addresses.items():
        if name in OPEN_TO_ALL | {"apply"}:
            continue
        answer = getattr(client, method)(address, FORGED)
        assert answer.status_code in (302, 405), (name, method)
        assert answer.status_code == 405 or answer.url == reverse("workshop:home")
    assert snapshot(siti) == before


@pytest.mark.parametrize("name", ["edit", "edit_size", "sold_out", "restock", "add_size"])
def test_another_seller_changes_no_size(siti, ratna, name):
    size = sized(listed(siti, title="Kerupuk"))
    before = snapshot(siti)
    address = reverse(f"workshop:{name}", args=[size.parent_id if name == "add_size" else size.pk])
    answers = {"label": "1 kg", "price": "500", "stock": "3", "shipping_weight_g": "1"}
    assert signed_in(ratna.user).post(address, answers).status_code == 404
    assert snapshot(siti) == before


def test_a_suspended_shop_lists_and_sells_nothing_any_more(addresses, siti):
    Seller.objects.filter(pk=siti.seller.pk).update(status="suspended")
    client = signed_in(siti.user)
    home = client.get(addresses["home"]).content.decode()
    assert "dibekukan" in home
    assert addresses["products"] not in home
    for name in (*ABOUT_GOODS, "products", "add", "account"):
        answer = client.post(addresses[name], FORGED)
        assert answer.status_code == 405 or answer.url == reverse("workshop:home"), name
    assert "workshop:account" not in client.get(addresses["accounts"]).content.decode()


def test_odd_addresses_are_not_found(siti):
    client = signed_in(siti.user)
    for address in ("/jual/produk/99999999999999999999/", "/jual/produk/0/", "/jual/pesanan/%00/", "/jual/pesanan/x/"):
        assert client.get(address).status_code == 404


@pytest.fixture
def approval_pages(newcomer, siti, amplang):
    return [
        reverse("approvals:index"),
        reverse("approvals:shop", args=[newcomer.seller.pk]),
        reverse("approvals:product", args=[amplang.pk]),
    ]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", [None, "buyer", "siti", "editor"])
def test_only_operators_see_approvals(request, approval_pages, newcomer, amplang, who, method):
    person = request.getfixturevalue(who) if who else None
    client = signed_in(getattr(person, "user", person))
    for address in approval_pages:
        answer = getattr(client, method)(address, {"decision": "approve"})
        assert answer.status_code in (302, 403, 405)
        assert HERS not in answer.content.decode()
    newcomer.seller.refresh_from_db()
    amplang.refresh_from_db()
    assert (newcomer.seller.status, amplang.moderation) == ("waiting", "waiting")


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_operator_of_another_regency_finds_nothing(approval_pages, newcomer, amplang, operator_elsewhere, method):
    client = signed_in(operator_elsewhere)
    index, *things = approval_pages
    assert HERS not in client.get(index).content.decode()
    for address in things:
        assert getattr(client, method)(address, {"decision": "approve"}).status_code == 404
    amplang.refresh_from_db()
    assert amplang.moderation == "waiting"
