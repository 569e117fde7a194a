"""What every payment gateway promises. Amounts are whole rupiah, times are aware UTC datetimes.

A gateway moves money and tells how it stands; it knows nothing of orders. Whoever calls it records the
idempotency key first, so that a call made twice after a crash is one call.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class GatewayUnavailable(Exception):
    """The gateway did not answer, or answered that it cannot now; the same call may be made again."""


class GatewayRefused(Exception):
    """The gateway understood and said no; the same call will be refused again."""


class ForgedCallback(Exception):
    """A callback whose signature, age or form is not the gateway's."""


class Progress(StrEnum):
    WAITING = "waiting"
    CAPTURED = "captured"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Request:
    """One payment to be started. `reference` is ours and comes back in every standing and callback.

    The same key must carry the same request to the letter, `expires_at` too: derive all of it from what was stored.
    `payee` is the partner whom the money reaches straight; None means that the operator takes it in.
    """

    reference: str
    description: str
    amount: int
    idempotency_key: str
    success_url: str
    cancel_url: str
    expires_at: datetime
    language: str = "id"
    payee: int | None = None


@dataclass(frozen=True, kw_only=True)
class Started:
    """The gateway knows the payment as `external_id`; the buyer goes on at `redirect_url`.

    An empty `redirect_url` means that the purchase's own page says how to pay, with the gateway's `template`.
    """

    external_id: str
    redirect_url: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A refund that the gateway knows by our idempotency key and that has not come to nothing: whole rupiah.

    `is_given` once its money has really gone; until then it is promised only.
    """

    key: str
    amount: int
    is_given: bool


@dataclass(frozen=True, kw_only=True)
class Bounced:
    """A refund that came to nothing after it was given or promised: whole rupiah, and its id at the gateway.

    `key` is the idempotency key under which we asked for it, empty when somebody else did; `was_called_off` when
    people took it back there before it was given.
    """

    id: str
    key: str
    amount: int
    was_called_off: bool = False


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a payment stands now, as read from the gateway itself.

    `reference`, `amount` and `currency` (ISO 4217, in capitals) are what the gateway says; the caller compares them
    with its own record. `amount`, `captured` and `refunded` are whole rupiah; should `currency` not be IDR they are
    that currency's smallest unit, and the payment is not ours to book.

    `extra` came on top of the amount, to tell a transfer apart. `disputed` is what the buyer's bank took away while a
    dispute is open, `lost` what disputes took for good. `account` names where the money lies when a gateway has
    several places (`bank:3`, `qris:2`, `seller:7:cash`); empty means the one place `gateway:<code>`. `wrong` says why
    the gateway itself finds the payment not ours to book: another mode, another account, sums that contradict.
    `asked` are all refunds so far that were asked for under a key of ours and are given or promised; what else is in
    `refunded` somebody gave past us. `bounced` are all refunds that do not count in `refunded` (any more) as their
    money came back to us.
    """

    external_id: str
    reference: str
    progress: Progress
    amount: int
    currency: str
    captured: int
    refunded: int
    extra: int = 0
    disputed: int = 0
    lost: int = 0
    account: str = ""
    wrong: str = ""
    asked: tuple[Asked, ...] = ()
    bounced: tuple[Bounced, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Callback:
    """A genuine callback: its own id and kind, and the payment it speaks of.

    `external_id` is what `start` returned; it is empty when the callback names the payment otherwise, and then
    `reference` may still hold ours. A callback is only a reason to ask `status`; nothing in it is believed.
    """

    id: str
    external_id: str
    kind: str = ""
    reference: str = ""


class Gateway(Protocol):
    """A way to be paid. Every method may raise GatewayUnavailable or GatewayRefused.

    `template` is empty for a gateway with a page of its own; else it names the template part by which the purchase's
    page says how to pay, given `bill`.
    """

    code: str
    name: str
    template: str

    def start(self, request: Request) -> Started:
        """Ask for a payment; the same idempotency key returns the same payment."""

    def status(self, external_id: str) -> Standing:
        """Read how the payment stands."""

    def cancel(self, external_id: str) -> None:
        """Close a payment that nobody has paid; closing a closed one is no error."""

    def refund(self, external_id: str, *, amount: int, idempotency_key: str, attempt: int = 1) -> int:
        """Give back `amount`; return all that has been given back so far. Refuses more than was captured.

        One key is given back once, whatever the attempt, also when a smaller rest is asked for under it. `attempt`
        grows when the one before was refused for certain or has come back; after an answer that was lost it must stay
        what it was. Where people give money back by
        hand, the amount is noted for them and counts once they have done it.
        """

    def bill(self, external_id: str) -> object:
        """Return what `template` shows of a payment; None for a gateway with a page of its own."""

    def read_callback(self, body: bytes, headers: Mapping[str, str]) -> Callback:
        """Return what a callback says, or raise ForgedCallback."""

    def stored_callback(self, body: str) -> Callback:
        """Return what a callback says that was found genuine when it came; its signature is not looked at again."""
