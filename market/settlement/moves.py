"""The operator's own money changes its place: from Stripe to the bank, into the cash box, to the state, in or out.

No buyer, seller or gateway tells of it, so people write it down. The journal is all that is kept; a mistake is put
right by moving the money back.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from market.gateways.bills.matching import ignore
from market.gateways.bills.models import ReceivingAccount
from market.gateways.registry import all_gateways
from market.ledger.actions import AccountName
from market.ledger.models import Journal
from market.settlement import accounts, postings
from market.settlement.methods import NEEDS_ACCOUNT

if TYPE_CHECKING:
    from market.accounts.models import User

NOON = time(12)
IN_USE_ONCE = [ReceivingAccount.State.ACTIVE, ReceivingAccount.State.RETIRED]
OTHERS = {one.code: one for one in (accounts.TREASURER, accounts.TAX, accounts.OWNER, accounts.SUSPENSE)}


class SamePlace(ValueError):
    """Money that stays where it is does not move."""


def move_places() -> list[tuple[str, str]]:
    """Return between which accounts the operator may move money, by code, with their names.

    Gateways with a balance of their own, the operator's banks and QRIS merchants (also those of before, where money
    may still lie), the cash box, the tax owed to the state, the operator's own purse, and what came and fits nothing.
    """
    gateways = [
        (f"gateway:{code}", f"Saldo di {gateway.name}")
        for code, gateway in all_gateways().items()
        if code not in (*NEEDS_ACCOUNT, "cash")
    ]
    own = ReceivingAccount.objects.filter(partner=None, state__in=IN_USE_ONCE).order_by("kind", "pk")
    return [*gateways, *((one.code, str(one)) for one in own), *((code, one.name) for code, one in OTHERS.items())]


def move_money(
    *, key: str, source: str, target: str, amount: int, on: date, note: str, by: User | None, now: datetime
) -> Journal | None:
    """Book that `amount` whole rupiah went from one of `move_places` to another on a day of the market's own, once.

    `note` is the bank's reference, or what it was for; who wrote it down is kept with it, by number.

    Raises:
        SamePlace: when source and target are one.
        ValueError: when one of them is no such place.
        market.ledger.actions.DifferentJournal: when the key was used for something else.
    """
    if source == target:
        raise SamePlace(source)
    if unknown := {source, target} - dict(move_places()).keys():
        raise ValueError(f"{min(unknown)!r} is no place to move money from or to")
    at = now if on == timezone.localdate(now) else timezone.make_aware(datetime.combine(on, NOON))
    return postings.moved(
        key=key,
        source=_account(source),
        target=_account(target),
        amount=amount,
        memo=f"{note.strip()[:200]} (petugas {by.pk if by else '-'})",
        at=at,
    )


@transaction.atomic
def book_line(*, line_id: int, place: str, note: str, by: User | None, now: datetime) -> None:
    """Put a movement of a bank's file aside as no payment, and book from where it came, or where it went.

    `place` is one of `move_places` by its code.

    Raises:
        market.gateways.bills.matching.AlreadySettled: when the movement is settled.
        ValueError: when `place` is no such place, or the account of the movement itself, or `note` is blank.
    """
    if place not in dict(move_places()):
        raise ValueError(f"{place!r} is no place to move money from or to")
    line = ignore(line_id=line_id, by=by, note=note, at=now)
    own = line.account.code
    source, target = (place, own) if line.amount > 0 else (own, place)
    move_money(
        key=f"line:{line.pk}",
        source=source,
        target=target,
        amount=abs(line.amount),
        on=line.booked_on,
        note=note,
        by=by,
        now=now,
    )


def _account(code: str) -> AccountName:
    return OTHERS[code] if code in OTHERS else accounts.place(code)
