"""Who may: every view of the phone pages gets its objects here, together with the right to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate

from django.contrib.auth.views import redirect_to_login
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache

from catalogue.models import Product, ProductImage
from market.pictures.shown import with_pictures
from market.shop.order.models import Order
from market.shop.order.seller_orders import order_of, orders_of
from market.shop.order.status import TO_PACK
from sellers.models import Producer, Seller

if TYPE_CHECKING:
    from market.accounts.models import User

THUMBNAIL = "fill-96x96"

View = Callable[..., HttpResponse]


def shop_of(user: User, **also: Any) -> Seller | None:
    """Return the shop that this person acts for, with its place and what it is annotated with; None for others."""
    return Seller.objects.run_by(user).with_place().annotate(**also).order_by("applied_at").first()


def producer_of(shop: Seller, user: User, number: object = None) -> Producer:
    """Return one maker of this shop; without a number the one who asks, or else the shop's first. 404 for others."""
    if number is not None:
        return get_object_or_404(shop.producers, pk=number if type(number) is int else 0)
    return shop.producers.filter(user=user).first() or shop.producers.order_by("pk")[0]


def signed_in(view: View) -> View:
    """Let only people with an account through; others are shown the way to sign in, and back here."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return never_cache(checked)


def with_open_shop(view: Callable[Concatenate[HttpRequest, Seller, ...], HttpResponse]) -> View:
    """Let only people of an open shop through, and hand the shop to the view; others go to the start page."""
    return _with_shop(view, {Seller.Status.OPEN})


def with_own_shop(view: Callable[Concatenate[HttpRequest, Seller, ...], HttpResponse]) -> View:
    """As `with_open_shop`, and a suspended shop's people too: what was bought has to be sent, paid or given back."""
    return _with_shop(view, {Seller.Status.OPEN, Seller.Status.SUSPENDED})


def _with_shop(view: View, statuses: set[Seller.Status]) -> View:
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shop = shop_of(request.user)
        if shop is None or shop.status not in statuses:
            return redirect("workshop:home")
        return view(request, shop, *args, **kwargs)

    return signed_in(checked)


def products_of(shop: Seller) -> Any:
    """Return the shop's whole products, newest first, with stock, sizes and picture at hand."""
    goods = Product.objects.filter(seller=shop.partner).exclude(structure=Product.CHILD).order_by("-pk")
    sizes = Prefetch("children", Product.objects.order_by("pk").prefetch_related("stockrecords"))
    return goods.prefetch_related("stockrecords", sizes, "images", with_pictures("images__original", THUMBNAIL))


def product_of(shop: Seller, number: int) -> Product:
    """Return one whole product of this shop; 404 for what is not there or somebody else's."""
    return get_object_or_404(products_of(shop), pk=number)


def picture_of(shop: Seller, number: int) -> ProductImage:
    """Return one picture of a product of this shop; 404 for what is not there or somebody else's."""
    return get_object_or_404(ProductImage.objects.filter(product__seller=shop.partner), pk=number)


def size_of(shop: Seller, number: int) -> Product:
    """Return one size of a product of this shop; 404 for what is not there or somebody else's."""
    sizes = Product.objects.filter(structure=Product.CHILD, parent__seller=shop.partner)
    return get_object_or_404(sizes.select_related("parent").prefetch_related("stockrecords"), pk=number)


def sold_thing_of(shop: Seller, number: int) -> Product:
    """Return what has a stock of its own: a product of one size, or one size; 404 for all else."""
    ours = Q(structure=Product.STANDALONE, seller=shop.partner) | Q(
        structure=Product.CHILD, parent__seller=shop.partner
    )
    return get_object_or_404(Product.objects.filter(ours).select_related("parent"), pk=number)


def orders_to_pack(shop: Seller) -> Any:
    """Return the orders that wait to be packed and handed over, oldest first."""
    return orders_of(shop.partner).filter(status__in=TO_PACK).order_by("date_placed", "pk")


def order_of_shop(shop: Seller, number: str) -> Order:
    """Return one order of this shop; 404 for what is not there, not paid, or somebody else's."""
    try:
        return order_of(shop.partner, number)
    except Order.DoesNotExist:
        raise Http404 from None
