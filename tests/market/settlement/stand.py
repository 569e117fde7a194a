"""A gateway that implements the contract in memory: it can be told to capture, give back, dispute, or refuse."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from market.gateways.base import Asked, Bounced, Callback, GatewayRefused, Progress, Request, Standing, Started

numbers = itertools.count(1)


@dataclass
class Stand:
    """Payments by their id, each as a standing; what was given back by which key."""

    code: str = "stripe"
    name: str = "Kartu"
    template: str = ""
    payments: dict[str, Standing] = field(default_factory=dict)
    given: dict[str, dict[str, int]] = field(default_factory=dict)
    refuses: bool = False

    def start(self, request: Request) -> Started:
        """Open a payment."""
        external_id = f"started_{next(numbers)}"
        self.expect(external_id, reference=request.reference, amount=request.amount)
        return Started(external_id=external_id, redirect_url="http://127.0.0.1:9/bayar")

    def expect(self, external_id: str, *, reference: str, amount: int) -> None:
        """Know of a payment that waits."""
        self.payments[external_id] = Standing(
            external_id=external_id,
            reference=reference,
            progress=Progress.WAITING,
            amount=amount,
            currency="IDR",
            captured=0,
            refunded=0,
        )

    def status(self, external_id: str) -> Standing:
        """Read how it stands."""
        return self.payments[external_id]

    def cancel(self, external_id: str) -> None:
        """Close it, unless it is paid."""
        if self.payments[external_id].progress is Progress.CAPTURED:
            raise GatewayRefused("sudah dibayar")
        self.change(external_id, progress=Progress.CANCELLED)

    def refund(self, external_id: str, *, amount: int, idempotency_key: str, attempt: int = 1) -> int:
        """Give back once a key."""
        standing = self.payments[external_id]
        given = self.given.setdefault(external_id, {})
        if idempotency_key not in given:
            taken = standing.refunded + standing.disputed + standing.lost
            if self.refuses or amount > standing.captured - taken or standing.disputed:
                raise GatewayRefused("ditolak")
            given[idempotency_key] = amount
            told = Asked(key=idempotency_key, amount=amount, is_given=True)
            self.change(external_id, refunded=standing.refunded + amount, asked=(*standing.asked, told))
        return self.payments[external_id].refunded

    def bill(self, external_id: str) -> None:
        """Nothing."""

    def read_callback(self, body: bytes, headers: Mapping[str, str]) -> Callback:
        """Never called."""
        raise NotImplementedError

    def stored_callback(self, body: str) -> Callback:
        """Never called."""
        raise NotImplementedError

    def bounce(self, external_id: str, *, key: str = "", amount: int = 0) -> Standing:
        """Let a refund come back: one that was asked under a key, or some of what was given outside."""
        standing = self.payments[external_id]
        amount = self.given[external_id].pop(key) if key else amount
        back = Bounced(id=f"re_{next(numbers)}", key=key, amount=amount)
        return self.change(
            external_id,
            refunded=standing.refunded - amount,
            asked=tuple(one for one in standing.asked if one.key != key),
            bounced=(*standing.bounced, back),
        )

    def change(self, external_id: str, **fields: Any) -> Standing:
        """Let something happen to a payment."""
        self.payments[external_id] = replace(self.payments[external_id], **fields)
        return self.payments[external_id]

    def capture(self, external_id: str, **fields: Any) -> Standing:
        """Let the buyer pay."""
        amount = self.payments[external_id].amount
        return self.change(external_id, **{"progress": Progress.CAPTURED, "captured": amount, **fields})
