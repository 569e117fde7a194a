"""A shop's leave is one register: the latest word about it holds, from a phone or a page, whenever it comes."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction

from market.shop.partner.models import Partner
from sellers.actions.pausing import open_shop, pause_shop
from sellers.register_models import Write
from sellers.registers.merge import Author, in_time

if TYPE_CHECKING:
    from market.accounts.models import User
    from sellers.models import Seller

FIELD = "leave"


def is_latest_word(*, shop: Seller, said: dict[str, Any], author: Author) -> bool:
    """Keep a word about a shop's leave, nothing for an open shop; say whether nobody has said otherwise later.

    To be called in a transaction, which then holds the shop's row: two words at once come one after the other.
    """
    Partner.objects.select_for_update().get(pk=shop.pk)
    Write.objects.create(
        shop=shop,
        field=FIELD,
        value=json.dumps(said, default=str),
        made_at=author.made_at,
        operation=author.operation,
        by=author.by,
    )
    return in_time(Write.objects.filter(shop=shop, product=None, field=FIELD))[-1].operation == author.operation


@transaction.atomic
def pause_on_page(*, shop: Seller, said: dict[str, Any], by: User, now: datetime) -> None:
    """Let a shop sell nothing as its page says. Raises NotOpen and UnlikelyDay as `pause_shop` does."""
    is_latest_word(shop=shop, said=said, author=_on_page(by, now))
    pause_shop(shop=shop, by=by, **said)


@transaction.atomic
def open_on_page(*, shop: Seller, by: User, now: datetime) -> bool:
    """Let a shop sell again as its page says; return whether it was on leave."""
    is_latest_word(shop=shop, said={}, author=_on_page(by, now))
    return open_shop(shop=shop, by=by)


def _on_page(by: User, now: datetime) -> Author:
    return Author(by=by, made_at=now, operation=str(uuid4()))
