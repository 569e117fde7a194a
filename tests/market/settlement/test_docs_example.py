"""The examples of docs/money.md, told again with the real actions: every journal and rupiah on the page is right."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.utils import timezone

from market.accounts.models import User
from market.gateways.bills.models import Bill, BillRefund, ReceivingAccount
from market.ledger.balances import balances
from market.ledger.models import Journal
from market.settlement import accounts
from market.settlement.by_hand import give_by_hand
from market.settlement.direct import pay_back_for_seller
from market.settlement.earnings import fulfil
from market.settlement.ledger_rows import KINDS
from market.settlement.models import Payment, Refund, SellerPayout
from market.settlement.moves import move_money
from market.settlement.payouts import mark_paid, prepare_payouts
from market.settlement.reconcile import FileRow, book_fees
from market.settlement.refunds import ask_order_refund, try_again
from market.shop.order.models import Order
from market.shop.partner.models import Partner
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import NOW, Sold, a_purchase, a_seller, carry_out_all, open_payments, orders_of
from tests.market.settlement.world import take_news as tell
from tests.market.shop.ways import bank_account

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "money.md").read_text()
SIDE = re.compile(r"`([a-z0-9:_]+)` Rp([\d.]+)")
pytestmark = pytest.mark.usefixtures("books")
Story = Callable[["Teller"], None]


class Teller:
    """Bu Ros's shop, one order of hers, and what happens to its money."""

    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        self.seller: Partner = a_seller("Dapur Bu Ros")
        self.payment: Payment
        self.order: Order

    def pays(self, gateway: str = "stripe", is_direct: bool = False, **more: Any) -> None:
        came = {name: more.pop(name) for name in ("extra", "account", "captured") if name in more}
        group = a_purchase(Sold(seller=self.seller, **more), gateway=gateway, is_direct=is_direct)
        [self.payment], [self.order] = open_payments(group, self.stand), orders_of(group)
        tell(self.payment, self.stand.capture(self.payment.external_id, **came))

    def hears(self, **news: int) -> None:
        tell(self.payment, self.stand.change(self.payment.external_id, **news))

    def receives(self) -> None:
        fulfil(order_id=self.order.pk, now=NOW)

    def gives_back(self, amount: int) -> None:
        ask_order_refund(order_id=self.order.pk, amount=amount, reason="pecah", key="a", by=None, now=NOW)
        carry_out_all()

    def books_fee(self, fee: int) -> None:
        row = FileRow(
            on=timezone.localdate(NOW), amount=self.payment.amount, reference=self.payment.idempotency_key, fee=fee
        )
        book_fees(account_code="gateway:stripe", rows=[row])

    def is_paid_out(self) -> None:
        [payout] = prepare_payouts(until=date(2026, 11, 21), now=NOW)
        proof: Any = ContentFile(b"bukti", name="bukti.jpg")
        mark_paid(payout=payout, proof=proof, paid_from="bank:treasurer", by=None, now=NOW)


def by_card(tale: Teller) -> None:
    tale.pays(goods=45_000, delivery=20_000, commission=2_250)
    tale.receives()
    tale.books_fee(2_885)
    tale.gives_back(13_000)
    tale.is_paid_out()


def by_transfer(tale: Teller) -> None:
    tale.pays("transfer", goods=45_000, delivery=20_000, commission=2_250, extra=37, account="bank:3")
    tale.gives_back(26_000)
    tale.receives()


def straight(tale: Teller) -> None:
    tale.pays("transfer", is_direct=True, goods=45_000, commission=2_250, extra=37)
    tale.receives()


def in_cash(tale: Teller) -> None:
    tale.pays("cash", is_direct=True, goods=45_000, commission=2_250)
    tale.receives()
    tale.gives_back(9_000)


def paid_back_for_her(tale: Teller) -> None:
    tale.pays("transfer", is_direct=True, goods=45_000)
    ask_order_refund(order_id=tale.order.pk, amount=45_000, reason="batal", key="a", by=None, now=NOW)
    bill = Bill.objects.create(
        gateway="transfer", reference=tale.payment.idempotency_key, idempotency_key="b", amount=45_000,
        payable=45_000, captured=45_000, state="captured", expires_at=NOW, partner=tale.seller,
    )  # fmt: skip
    refund = BillRefund.objects.create(bill=bill, amount=45_000, idempotency_key="r")
    keeper = User.objects.create_user("+6281288880001")
    pay_back_for_seller(refund=refund, paid_from="bank:treasurer", by=keeper, note="kuitansi", at=NOW)
    carry_out_all()


def with_discount_and_tax(tale: Teller) -> None:
    tale.pays(goods=40_000, commission=2_000, discount=10_000, by_market=5_000)
    tale.receives()


def refused(tale: Teller) -> None:
    tale.pays(goods=45_000)
    tale.stand.refuses = True
    tale.gives_back(9_000)
    refund = Refund.objects.get()
    give_by_hand(refund_id=refund.pk, paid_from="bank:treasurer", evidence="kuitansi", by=None, now=NOW)


def too_much(tale: Teller) -> None:
    tale.pays(goods=45_000, captured=50_000)
    Payment.objects.update(decision=Payment.Decision.ACCEPT)
    tale.hears()
    carry_out_all()


def came_back(tale: Teller) -> None:
    tale.pays(goods=45_000)
    tale.gives_back(9_000)
    tell(tale.payment, tale.stand.bounce(tale.payment.external_id, key="payment.refund:a"))
    try_again(refund=Refund.objects.get())
    carry_out_all()


def disputed(tale: Teller) -> None:
    tale.pays(goods=45_000, commission=2_250)
    tale.receives()
    tale.hears(disputed=45_000)
    tale.hears(disputed=0, lost=45_000)


def own_moves(tale: Teller) -> None:
    ReceivingAccount.objects.filter(pk=bank_account().pk).update(id=3)
    for number, (source, target, amount) in enumerate(
        [
            ("gateway:stripe", "bank:3", 900_000),
            ("bank:3", "bank:treasurer", 250_000),
            ("bank:3", "tax:pph22", 2_500),
            ("bank:3", "owner", 40_000),
        ]
    ):
        told: dict[str, Any] = {"source": source, "target": target, "amount": amount, "on": NOW.date()}
        move_money(key=str(number), note="cair", by=None, now=NOW, **told)


STORIES: dict[str, Story] = {
    "Paid by card": by_card,
    "Paid by transfer to the operator": by_transfer,
    "Paid by transfer straight to the seller": straight,
    "Paid in cash": in_cash,
    "Money that the market gives back for a seller": paid_back_for_her,
    "A discount that the market shares, and tax": with_discount_and_tax,
    "A payment of another sum": too_much,
    "A refund that the gateway refuses": refused,
    "A refund that comes back": came_back,
    "A card dispute that is lost": disputed,
    "The operator's own money moves": own_moves,
}


def written(title: str) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return the journals in the table below a heading of the page."""
    section = PAGE.split(f"### {title}\n")[1].split("\n#")[0]
    rows = [line.split("|")[1:-1] for line in section.splitlines() if line.startswith("| ") and "`" in line]
    return [(kind.strip("` "), sorted(_side(debit, 1) + _side(credit, -1))) for _what, kind, debit, credit in rows]


def _side(cell: str, sign: int) -> list[tuple[str, int]]:
    return [(code, sign * int(amount.replace(".", ""))) for code, amount in SIDE.findall(cell)]


def booked(seller: Partner) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return the journals in the ledger, Bu Ros's shop being number 7."""
    journals = Journal.objects.with_entries().order_by("pk")
    return [
        (
            journal.kind,
            sorted(
                (entry.account.code.replace(f"seller:{seller.pk}", "seller:7"), entry.amount)
                for entry in journal.entries.all()
            ),
        )
        for journal in journals
    ]


@pytest.mark.parametrize("title", STORIES)
def test_the_page_says_what_is_booked(
    stand: Stand, title: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PPH22_IS_WITHHELD = "tax" in title
    monkeypatch.setattr(SellerPayout._meta.get_field("proof"), "storage", InMemoryStorage())
    tale = Teller(stand)

    STORIES[title](tale)

    assert written(title) == booked(tale.seller)


def test_the_page_names_every_account_and_every_kind_of_journal(stand: Stand) -> None:
    codes = {account.code for account in accounts.FIXED}
    assert {code for code in codes if f"`{code}`" not in PAGE} == set()
    kinds = {*KINDS, "sale", "delivery", "subsidy", "commission", "tax", "offset", "refund", "clawback"}
    assert {kind for kind in kinds if f"`{kind}`" not in PAGE} == set()


def test_no_example_leaves_an_account_that_the_page_does_not_know(stand: Stand) -> None:
    tale = Teller(stand)
    by_card(tale)
    assert {one.code.replace(f"seller:{tale.seller.pk}", "seller:7") for one in balances() if one.balance} == {
        "gateway:stripe",
        "bank:treasurer",
        "income:commission",
        "expense:gateway_fees",
    }
