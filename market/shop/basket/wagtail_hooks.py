"""Accounts are deleted in the office: the baskets that they bought stay with their purchases, without them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from wagtail import hooks
from wagtail.users.views.bulk_actions.delete import DeleteBulkAction

from market.shop.basket.models import Basket

if TYPE_CHECKING:
    from django.http import HttpRequest

    from market.accounts.models import User


@hooks.register("before_delete_user")
def let_go_of_one(request: HttpRequest, user: User) -> None:
    """Before one account goes."""
    if request.method == "POST":
        let_go_of_what_was_bought([user])


@hooks.register("before_bulk_action")
def let_go_of_several(request: HttpRequest, action_type: str, objects: Iterable[User], action: Any) -> None:
    """Before those go that were ticked in the list."""
    if request.method == "POST" and isinstance(action, DeleteBulkAction):
        let_go_of_what_was_bought(objects)


def let_go_of_what_was_bought(people: Iterable[User]) -> None:
    """Take accounts from baskets that became purchases: they cannot go with them. Open ones do."""
    Basket.objects.filter(owner__in=people).exclude(status=Basket.OPEN).update(owner=None)
