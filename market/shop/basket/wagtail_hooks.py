"""An account is deleted in the office: the baskets that it bought stay with their purchases, without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail import hooks

from market.shop.basket.models import Basket

if TYPE_CHECKING:
    from django.http import HttpRequest

    from market.accounts.models import User


@hooks.register("before_delete_user")
def let_go_of_what_was_bought(request: HttpRequest, user: User) -> None:
    """Take the account from baskets that became purchases: they cannot go with it. Open ones do."""
    if request.method == "POST":
        Basket.objects.filter(owner=user).exclude(status=Basket.OPEN).update(owner=None)
