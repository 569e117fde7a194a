"""Bank transfers, told apart by a few rupiah on top that no other open payment of the account has."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from django.db.models import Q
from django.db.models.functions import Greatest
from django.utils import timezone

from market.gateways.base import Request
from market.gateways.bills.gateway import BillGateway, Place, account_in_use
from market.gateways.bills.models import Bill, ReceivingAccount

RANGES = (range(1, 100), range(100, 1000))
"""The rupiah on top: as few as can be, so that most buyers pay less than Rp100 more."""

REST = timedelta(days=14)
"""How long an amount is not asked for again on its account: money may be late, and banks' files later."""


@dataclass(frozen=True, kw_only=True)
class HowToPay:
    """What the purchase's page shows of a transfer. `payable` is whole rupiah, `tail` its last three digits."""

    external_id: str
    bank: str
    number: str
    holder: str
    payable: int
    extra: int
    expires_at: datetime
    state: str
    proof_at: datetime | None

    @property
    def grouped_number(self) -> str:
        """Return the account's number in fours, as it is read aloud."""
        return " ".join(self.number[at : at + 4] for at in range(0, len(self.number), 4))

    @property
    def head(self) -> str:
        """Return the amount before its last three digits, such as Rp58."""
        return f"Rp{self.payable // 1000:,}".replace(",", ".") if self.payable >= 1000 else "Rp"

    @property
    def tail(self) -> str:
        """Return the last three digits of the amount, which must be right to the rupiah."""
        return f".{self.payable % 1000:03d}" if self.payable >= 1000 else str(self.payable)

    @property
    def is_waiting(self) -> bool:
        """Is the money still due?"""
        return self.state == Bill.State.WAITING

    @property
    def is_closed(self) -> bool:
        """Is it too late to send it?"""
        return self.state == Bill.State.CANCELLED

    @property
    def may_be_proved(self) -> bool:
        """May a photo still help to find the money?"""
        return self.state != Bill.State.CAPTURED


class TransferGateway(BillGateway):
    """Bank transfers to the operator's account or straight to a seller's; people or a bank's file say what came."""

    code = "transfer"
    name = "Transfer bank"
    template = "gateways/transfer/how_to_pay.html"

    def places(self, request: Request) -> Iterator[Place]:
        """Yield the payee's account with each unique code that is free, the small ones first, in no order else."""
        account = account_in_use(payee=request.payee, kind=ReceivingAccount.Kind.BANK)
        used = amounts_in_use(account, request.amount, timezone.now())
        for extra in chain.from_iterable(_shuffled(codes) for codes in RANGES):
            if request.amount + extra not in used:
                yield Place(account=account, extra=extra)

    def bill(self, external_id: str) -> HowToPay:
        """Return where to send how much, until when."""
        bill = self._find(external_id)
        account = bill.account
        assert account is not None  # noqa: S101  (places() always yields one)
        return HowToPay(
            external_id=bill.external_id,
            bank=account.bank,
            number=account.number,
            holder=account.holder,
            payable=bill.payable,
            extra=bill.extra,
            expires_at=bill.expires_at,
            state=bill.state,
            proof_at=bill.proof_at,
        )


def amounts_in_use(account: ReceivingAccount, amount: int, now: datetime) -> set[int]:
    """Return which sums just above `amount` an account asks for, or asked for within the last fourteen days."""
    last_seen = Greatest("created_at", "closed_at", "confirmed_at")  # ignores what is null
    asked = Bill.objects.filter(account=account, payable__gt=amount, payable__lte=amount + RANGES[-1][-1])
    recent = asked.annotate(last_seen=last_seen).filter(Q(state=Bill.State.WAITING) | Q(last_seen__gt=now - REST))
    return set(recent.values_list("payable", flat=True))


def _shuffled(codes: range) -> list[int]:
    return random.sample(codes, len(codes))
