"""What a seller reads about her money: each order's sum in one line, what is on its way, what was paid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.formats import date_format

from market.ledger.models import Journal
from market.settlement.accounts import Shop
from market.settlement.dues import Due, Terms
from market.settlement.earnings import is_withheld
from market.settlement.models import GroupMember, PaymentSplit, SellerPayout, SellerTransfer
from market.settlement.order_money import ARRIVED
from market.settlement.rupiah import whole_rupiah
from market.settlement.templatetags.money import rupiah

MOST = 200
"""Orders in one statement, when nobody asks for more."""


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """One order's sum; whole rupiah. `is_direct`: the buyer's money reached the seller straight."""

    number: str
    placed_at: datetime
    terms: Terms
    due: Due
    is_earned: bool
    is_direct: bool

    @property
    def refunded(self) -> int:
        """What was decided to go back to the buyer."""
        return self.terms.total - self.due.kept

    @property
    def earned(self) -> int:
        """What the seller has of it, wherever it lies."""
        return self.due.seller

    @property
    def from_market(self) -> int:
        """What of it the market owes her; below zero is what she owes the market of a sale that was paid to her."""
        return self.due.seller - (self.due.kept if self.is_direct else 0)

    @property
    def words(self) -> str:
        """Return the sum as a line: Rp45.000 − komisi Rp2.250 = Rp42.750."""
        steps = [
            (" + ongkos kirim ", self.terms.delivery),
            (" + potongan dari pasar ", self.due.subsidy),
            (" − dikembalikan ", self.refunded),
            (" − komisi ", self.due.commission),
            (" − PPh 22 ", self.due.tax),
        ]
        told = "".join(f"{word}{rupiah(amount)}" for word, amount in steps if amount)
        return f"{rupiah(self.terms.goods)}{told}{f' = {rupiah(self.earned)}' if told else ''}"


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A seller's orders of a period, newest first, and how she stands with the market now; whole rupiah.

    `on_its_way` is what paid orders will bring when they are received, `ready` what the next payout would hold (below
    zero: what she owes), `in_payout` what is being paid, `paid_out` all that was, `paid_in_period` what of it was paid
    on these days; None when no days were asked for. `is_cut`: there are more orders than are listed.
    """

    seller: Shop
    lines: list[OrderLine]
    payouts: list[SellerPayout]
    on_its_way: int
    ready: int
    in_payout: int
    paid_out: int
    paid_in_period: int | None = None
    is_cut: bool = False

    @property
    def earned(self) -> int:
        """What the orders shown that were received have brought."""
        return sum(line.earned for line in self.lines if line.is_earned)


def seller_statement(
    *, seller: Shop, now: datetime, since: date | None = None, until: date | None = None, most: int = MOST
) -> Statement:
    """Return a seller's statement for orders placed on these days (the market's own); a fixed number of queries.

    It lists the `most` newest orders; the sums are over all.
    """
    members = _members(seller)
    payouts = SellerPayout.objects.filter(partner_id=seller.pk)
    on_its_way = _lines(members.exclude(order__in=_earned_orders(seller)), seller, now)
    sums = _sums(seller)
    lines = _lines(_between(members, since, until)[: most + 1], seller, now)
    return Statement(
        seller=seller,
        lines=lines[:most],
        is_cut=len(lines) > most,
        payouts=list(payouts.order_by("-pk")[:MOST]),
        on_its_way=sum(line.from_market for line in on_its_way),
        ready=sums["ready"] or 0,
        in_payout=sums["in_payout"] or 0,
        paid_out=sums["paid_out"] or 0,
        paid_in_period=_paid_between(payouts, since, until) if since or until else None,
    )


def order_line(*, order_id: int, now: datetime) -> OrderLine | None:
    """Return one order's sum for its seller; None before any money came for it."""
    member = GroupMember.objects.select_related("seller").get(order_id=order_id)
    lines = _lines(_members(member.seller).filter(order_id=order_id), member.seller, now)
    return lines[0] if lines else None


def as_text(statement: Statement, *, now: datetime) -> str:
    """Return a statement as plain text to share by message."""
    told = [
        f"{statement.seller.name} di Pasar Hulu, {_day(now)}",
        "",
        *(f"{line.number} ({_day(line.placed_at)})\n{line.words}{_note(line)}" for line in statement.lines),
        *([f"Hanya {len(statement.lines)} pesanan terbaru yang ditulis di sini."] if statement.is_cut else []),
        "",
        *_paid(statement),
        "",
        f"Keadaan {_day(now)}:",
        f"Siap dicairkan: {rupiah(statement.ready)}"
        if statement.ready >= 0
        else f"Utang ke pasar: {rupiah(-statement.ready)}",
        f"Sedang dicairkan: {rupiah(statement.in_payout)}",
        f"Dalam perjalanan: {rupiah(statement.on_its_way)}",
    ]
    return "\n".join(told)


def _paid(statement: Statement) -> list[str]:
    """Say what was paid out: on the statement's days, or ever."""
    if statement.paid_in_period is None:
        return [f"Sudah dicairkan seluruhnya: {rupiah(statement.paid_out)}"]
    return [f"Dicairkan dalam masa ini: {rupiah(statement.paid_in_period)}"]


def _note(line: OrderLine) -> str:
    if not line.due.kept:
        return ", batal"
    place = ", langsung ke Anda" if line.is_direct else ""
    return place if line.is_earned else f"{place}, menunggu diterima pembeli"


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y")


def _members(seller: Shop) -> QuerySet[GroupMember]:
    """Return the seller's orders for which money came, newest first, with all that a line needs."""
    paid = PaymentSplit.objects.filter(payment__status__in=ARRIVED)
    return (
        GroupMember.objects.filter(seller_id=seller.pk, order__payment_splits__in=paid)
        .distinct()
        .select_related("order")
        .prefetch_related(
            Prefetch("order__payment_splits", paid.select_related("payment"), to_attr="paid_splits"),
            "order__commission_lines",
            "order__discount_lines",
            "order__transfers",
        )
        .order_by("-order__date_placed", "-pk")
    )


def _earned_orders(seller: Shop) -> QuerySet[Any]:
    kind = SellerTransfer.Kind.FULFILMENT
    return SellerTransfer.objects.filter(partner_id=seller.pk, kind=kind).values("order")


def _between(members: QuerySet[GroupMember], since: date | None, until: date | None) -> QuerySet[GroupMember]:
    if since:
        members = members.filter(order__date_placed__gte=_begin(since))
    if until:
        members = members.filter(order__date_placed__lt=_begin(until + timedelta(days=1)))
    return members


def _paid_between(payouts: QuerySet[SellerPayout], since: date | None, until: date | None) -> int:
    paid = payouts.filter(status=SellerPayout.Status.PAID)
    if since:
        paid = paid.filter(paid_at__gte=_begin(since))
    if until:
        paid = paid.filter(paid_at__lt=_begin(until + timedelta(days=1)))
    return int(paid.aggregate(sum=Sum("amount"))["sum"] or 0)


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _lines(members: Sequence[GroupMember] | QuerySet[GroupMember], seller: Shop, now: datetime) -> list[OrderLine]:
    found = list(members)
    keys = [f"tax:{member.order_id}" for member in found]
    taxed = set(Journal.objects.filter(key__in=keys).values_list("key", flat=True)) if keys else set()
    will_be_taxed = is_withheld(seller, now)
    return [_line(member.order, taxed, will_be_taxed) for member in found]


def _line(order: Any, taxed: set[str], will_be_taxed: bool) -> OrderLine:
    is_earned = any(transfer.kind == SellerTransfer.Kind.FULFILMENT for transfer in order.transfers.all())
    delivery = whole_rupiah(order.shipping_incl_tax)
    terms = Terms(
        goods=whole_rupiah(order.total_incl_tax) - delivery,
        delivery=delivery,
        commission=sum(line.amount for line in order.commission_lines.all()),
        subsidy=sum(line.by_marketplace for line in order.discount_lines.all()),
        is_taxed=f"tax:{order.pk}" in taxed if is_earned else will_be_taxed,
    )
    return OrderLine(
        number=order.number,
        placed_at=order.date_placed,
        terms=terms,
        due=terms.due(sum(split.amount - split.refund_asked for split in order.paid_splits)),
        is_earned=is_earned,
        is_direct=any(split.payment.partner_id for split in order.paid_splits),
    )


def _sums(seller: Shop) -> dict[str, int | None]:
    return SellerTransfer.objects.filter(partner_id=seller.pk).aggregate(
        ready=Sum("amount", filter=Q(payout=None)),
        in_payout=Sum("amount", filter=Q(payout__status__in=["draft", "exported"])),
        paid_out=Sum("amount", filter=Q(payout__status="paid")),
    )
