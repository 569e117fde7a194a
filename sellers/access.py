"""Who may: every view of the phone pages gets its objects here, together with the right to them.

What a request wants to change is handed out only with the consent of whoever made it (`guard`); what is changed is
written down in her name (`in_name_of`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from catalogue.models import Batch, Product, ProductImage
from catalogue.reviews.models import ProductReview
from market.pictures.shown import with_pictures
from market.shop.order.models import Line, Order
from market.shop.order.seller_orders import order_of, orders_of
from market.shop.order.status import DECLINED, TO_PACK
from sellers.acting import NoConsent, act_for, check_acting
from sellers.models import Permit, Producer, Question, Seller
from sellers.quota import bound_files
from sellers.registers.counting import LAST_MARK

if TYPE_CHECKING:
    from market.accounts.models import User

THUMBNAIL = "fill-144x144|format-webp"
"""Of one size and one kind for every screen: lists and the phone's own store share the file, which travels once."""
ONLY_LOOK = {"GET", "HEAD", "OPTIONS"}

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
        bound_files(request)
        return view(request, *args, **kwargs)

    return never_cache(checked)


def with_open_shop(view: Callable[Concatenate[HttpRequest, Seller, ...], HttpResponse]) -> View:
    """Let only people of an open shop through, and hand the shop to the view; others go to the start page."""
    return _with_shop(view, {Seller.Status.OPEN})


def with_own_shop(view: Callable[Concatenate[HttpRequest, Seller, ...], HttpResponse]) -> View:
    """As `with_open_shop`, and a suspended shop's people too: what was bought has to be sent, paid or given back."""
    return _with_shop(view, {Seller.Status.OPEN, Seller.Status.SUSPENDED})


def with_hub(view: Callable[Concatenate[HttpRequest, Seller, ...], HttpResponse]) -> View:
    """As `with_own_shop`, for hubs alone; a shop of one's own finds nothing there."""

    @wraps(view)
    def checked(request: HttpRequest, shop: Seller, *args: Any, **kwargs: Any) -> HttpResponse:
        if not shop.is_hub:
            raise Http404
        return view(request, shop, *args, **kwargs)

    return with_own_shop(checked)


def _with_shop(view: View, statuses: set[Seller.Status]) -> View:
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shop = shop_of(request.user)
        if shop is None or shop.status not in statuses:
            return redirect("workshop:home")
        try:
            return view(request, shop, *args, **kwargs)
        except NoConsent as refused:
            context = {"shop": shop, "producer": refused.producer, "why": str(refused), "here": "home"}
            return render(request, "sellers/no_consent.html", context, status=403)

    return signed_in(checked)


def guard(request: HttpRequest, shop: Seller, makers: Iterable[Producer]) -> None:
    """Let a request that wants to change things of these makers through only with their consent; all may look.

    Raises NoConsent, which the page above answers with 403.
    """
    if request.method in ONLY_LOOK or not shop.is_hub:
        return
    for maker in makers:
        check_acting(by=request.user, producer=maker, now=timezone.now())


@contextmanager
def in_name_of(
    request: HttpRequest,
    makers: Iterable[Producer],
    what: str,
    thing: object,
    thing_id: object = "",
    *,
    is_apart: bool = False,
) -> Iterator[None]:
    """Do what the block does in its makers' names: checked, written down in the same transaction, and said.

    `is_apart`: the block asks others outside, for whom no transaction may wait; then it is written down before, as
    what was asked for.
    """
    act = {"by": request.user, "what": what, "thing": str(thing), "thing_id": thing_id, "now": timezone.now()}
    if is_apart:
        rows = act_for(producers=makers, **act)
        yield
    else:
        with transaction.atomic():
            rows = act_for(producers=makers, **act)
            yield
    if rows:
        messages.info(request, f"Dicatat a.n. {', '.join(row.principal_name for row in rows)}.")


def makers_of(*goods: Product) -> QuerySet[Producer]:
    """Return who made these goods or sizes."""
    theirs = Q(products__in=goods) | Q(products__children__in=goods)
    return Producer.objects.filter(theirs).select_related("seller").distinct()


def makers_in(order: Order) -> QuerySet[Producer]:
    """Return who made what is in an order, also what was declined."""
    return _makers_of_lines(order.lines.all())


def makers_left_in(order: Order) -> QuerySet[Producer]:
    """Return the same without those all of whose goods were declined: nothing of theirs leaves, or is paid."""
    return _makers_of_lines(order.lines.exclude(status__in=DECLINED))


def _makers_of_lines(lines: QuerySet[Line]) -> QuerySet[Producer]:
    theirs = Q(products__line__in=lines) | Q(products__children__line__in=lines)
    return Producer.objects.filter(theirs).select_related("seller").distinct()


def makers_under(permit: Permit) -> QuerySet[Producer]:
    """Return whose goods a permit is about; nobody's, when it is about the whole shop."""
    return makers_of(*permit.products.all())


def maker_of(shop: Seller, number: int) -> Producer:
    """Return one producer of this shop; 404 for what is not there or somebody else's."""
    return get_object_or_404(shop.producers.select_related("seller", "village__district__regency"), pk=number)


def products_of(shop: Seller) -> Any:
    """Return the shop's whole products, newest first, with stock, sizes and picture at hand."""
    every = Product.objects.annotate(last_mark=LAST_MARK)
    goods = (
        every.filter(seller=shop.partner).exclude(structure=Product.CHILD).order_by("-pk").select_related("producer")
    )
    sizes = Prefetch("children", every.order_by("pk").prefetch_related("stockrecords"))
    return goods.prefetch_related("stockrecords", sizes, "images", with_pictures("images__original", THUMBNAIL))


def product_of(request: HttpRequest, shop: Seller, number: int) -> Product:
    """Return one whole product of this shop; 404 for what is not there or somebody else's."""
    return _guarded(request, shop, own_product(shop, number))


def own_product(shop: Seller, number: int) -> Product:
    """Return the same to whoever asks the maker herself, by `act_for`, before anything is changed."""
    return get_object_or_404(products_of(shop), pk=number)


def picture_of(request: HttpRequest, shop: Seller, number: int) -> ProductImage:
    """Return one picture of a product of this shop; 404 for what is not there or somebody else's."""
    pictures = ProductImage.objects.filter(product__seller=shop.partner).select_related("product")
    found: ProductImage = get_object_or_404(pictures, pk=number)
    _guarded(request, shop, found.product)
    return found


def size_of(request: HttpRequest, shop: Seller, number: int) -> Product:
    """Return one size of a product of this shop; 404 for what is not there or somebody else's."""
    return _guarded(request, shop, own_size(shop, number))


def own_size(shop: Seller, number: int) -> Product:
    """Return the same, as `own_product` does."""
    sizes = Product.objects.filter(structure=Product.CHILD, parent__seller=shop.partner)
    return get_object_or_404(sizes.select_related("parent").prefetch_related("stockrecords"), pk=number)


def sold_thing_of(request: HttpRequest, shop: Seller, number: int) -> Product:
    """Return what has a stock of its own: a product of one size, or one size; 404 for all else."""
    return _guarded(request, shop, own_sold_thing(shop, number))


def own_sold_thing(shop: Seller, number: int) -> Product:
    """Return the same, as `own_product` does."""
    partner = shop.partner
    ours = Q(structure=Product.STANDALONE, seller=partner) | Q(structure=Product.CHILD, parent__seller=partner)
    return get_object_or_404(Product.objects.filter(ours).select_related("parent"), pk=number)


def orders_to_pack(shop: Seller) -> Any:
    """Return the orders that wait to be packed and handed over, oldest first."""
    return orders_of(shop.partner).filter(status__in=TO_PACK).order_by("date_placed", "pk")


def order_of_shop(request: HttpRequest, shop: Seller, number: str) -> Order:
    """Return one order of this shop; 404 for what is not there, not paid, or somebody else's."""
    found = own_order(shop, number)
    guard(request, shop, makers_left_in(found))
    return found


def line_of_shop(request: HttpRequest, shop: Seller, number: str, line: int) -> tuple[Order, Line]:
    """Return one line of an order of this shop, with its order: whose goods the other lines are does not matter."""
    order = own_order(shop, number)
    found: Line = get_object_or_404(order.lines, pk=line)
    if found.product:
        _guarded(request, shop, found.product)
    return order, found


def own_order(shop: Seller, number: str) -> Order:
    """Return an order of this shop, as `own_product` does."""
    try:
        return order_of(shop.partner, number)
    except Order.DoesNotExist:
        raise Http404 from None


def batch_of(request: HttpRequest, shop: Seller, code: str) -> Batch:
    """Return one batch of this shop; 404 for what is not there or somebody else's."""
    found: Batch = get_object_or_404(Batch.objects.of(shop.partner).with_all(), code=code)
    if found.product:
        _guarded(request, shop, found.product)
    return found


def permits_of(shop: Seller) -> QuerySet[Permit]:
    """Return this shop's permits but for those that were taken back."""
    return Permit.objects.kept().filter(seller=shop)


def permit_of(request: HttpRequest, shop: Seller, number: int) -> Permit:
    """Return one permit of this shop; 404 for what is not there, was taken back, or is somebody else's."""
    found: Permit = get_object_or_404(permits_of(shop), pk=number)
    guard(request, shop, makers_under(found))
    return found


def question_of(request: HttpRequest, shop: Seller, number: int) -> Question:
    """Return one question that this shop was asked; 404 for what is not there or somebody else's."""
    found: Question = get_object_or_404(Question.objects.to(shop.partner).select_related("product"), pk=number)
    _guarded(request, shop, found.product)
    return found


def reviews_of(shop: Seller) -> QuerySet[ProductReview]:
    """Return what buyers say of this shop's goods, newest first."""
    shown = ProductReview.objects.filter(product__seller=shop.partner, status=ProductReview.APPROVED)
    return shown.select_related("product").order_by("-submitted_at", "-pk")


def review_of(request: HttpRequest, shop: Seller, number: int) -> ProductReview:
    """Return one review of goods of this shop; 404 for what is not there or somebody else's."""
    found: ProductReview = get_object_or_404(reviews_of(shop), pk=number)
    _guarded(request, shop, found.product)
    return found


def _guarded(request: HttpRequest, shop: Seller, thing: Product) -> Product:
    guard(request, shop, makers_of(thing))
    return thing
