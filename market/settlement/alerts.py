"""News that cannot wait for somebody to look: told to everybody who keeps the books, once each."""

from __future__ import annotations

from market.accounts.models import User
from market.accounts.roles import OPERATOR
from market.notify.actions import tell


def alert(*, key: str, words: str) -> None:
    """Tell every operator for all regencies what is wrong with money; the same key is told once."""
    keepers = User.objects.filter(is_active=True, groups__name=OPERATOR, regency=None).distinct().order_by("pk")
    for person in keepers:
        tell(
            phone=person.phone, template="money_alert", context={"words": words}, key=f"money_alert:{key}:{person.pk}"
        )
