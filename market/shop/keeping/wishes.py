"""Goods that somebody keeps in sight: favourites, and what she wants to hear of when it is back."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import translation

from catalogue.models import Product
from catalogue.wording import title_of
from market.accounts.models import User
from market.notify.actions import tell
from market.shop.keeping.models import Favourite, Wait

MOST_FAVOURITES, MOST_WAITS = 200, 50


class TooMany(Exception):
    """Somebody has as many as anybody may keep."""


class AlreadyThere(Exception):
    """Nothing to wait for: it can be had now."""


@transaction.atomic
def keep_favourite(*, user: User, product: Product) -> None:
    """Keep a product; twice is once. Raises TooMany."""
    _keep(Favourite, user, product, MOST_FAVOURITES)


@transaction.atomic
def wait_for(*, user: User, product: Product, language: str) -> None:
    """Note that somebody wants to hear, in `language`, when a product is back; twice is once.

    Raises AlreadyThere when it can be had now, and TooMany.
    """
    if product.has_stock():
        raise AlreadyThere
    _keep(Wait, user, product, MOST_WAITS, language=language)


def drop_favourite(*, user: User, product_id: int) -> None:
    """Forget a product."""
    Favourite.objects.filter(user=user, product_id=product_id).delete()


def stop_waiting(*, user: User, product_id: int) -> None:
    """Tell nobody of a product any more."""
    Wait.objects.filter(user=user, product_id=product_id).delete()


@transaction.atomic
def tell_back(*, wait_id: int) -> bool:
    """Tell one who waits that the goods are back, and forget the wish: both or neither, so it is told once.

    Returns whether there was still something to tell, and nobody else is at it.
    """
    waiting = Wait.objects.over().select_related("user", "product").select_for_update(of=("self",), skip_locked=True)
    wait = waiting.filter(pk=wait_id).first()
    if wait is None:
        return False
    with translation.override(wait.language):
        url = f"{settings.BASE_URL.rstrip('/')}{wait.product.get_absolute_url()}"
        title = title_of(wait.product)
    tell(
        phone=wait.user.phone,
        template="back_in_stock",
        context={"title": title, "url": url},
        key=f"back_in_stock:{wait.pk}",
        language=wait.language,
    )
    wait.delete()
    return True


def _keep(model: type[Favourite] | type[Wait], user: User, product: Product, most: int, **words: str) -> None:
    User.objects.select_for_update().get(pk=user.pk)
    mine = model.objects.filter(user=user)
    if mine.filter(product=product).exists():
        return
    if mine.count() >= most:
        raise TooMany
    model.objects.create(user=user, product=product, **words)
