"""Messages about accounts that take money in: to all who should know, at once, also to the number of before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone

from market.gateways.bills.models import ReceivingAccount
from market.notify.actions import tell


def tell_of(
    template: str, account: ReceivingAccount, *, former: ReceivingAccount | None, also: Iterable[str], note: str = ""
) -> None:
    """Tell everybody of the shop, whoever entered the account in use before, and the phones of `also`; each once."""
    context: dict[str, Any] = {
        "shop": account.partner.name if account.partner else settings.SITE_NAME,
        "is_shop": account.partner is not None,
        "new": described(account),
        "old": described(former) if former else "",
        "date": timezone.localtime(account.active_from),
        "note": note.strip(),
        "link": f"{settings.BASE_URL}/jual/",
    }
    for phone in sorted(_phones(account, former, also)):
        tell(phone=phone, template=template, context=context, key=f"{template}:{account.pk}:{phone}")


def described(account: ReceivingAccount) -> str:
    """Return an account so that its people know it and nobody else learns it: its last four digits only."""
    if account.kind == ReceivingAccount.Kind.QRIS:
        return f"QRIS {account.holder} (NMID …{account.merchant_id[-4:]})"
    return f"{account.bank} …{account.number[-4:]} a.n. {account.holder}"


def _phones(account: ReceivingAccount, former: ReceivingAccount | None, also: Iterable[str]) -> set[str]:
    phones = set(also)
    if account.partner:
        phones.update(account.partner.users.values_list("phone", flat=True))
    if former:
        phones.add(former.entered_phone)
    return phones - {""}
