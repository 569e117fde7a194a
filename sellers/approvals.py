"""What waits for an operator, and who may look at it: operators only, each within her regency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from catalogue.models import Product
from market.accounts.roles import is_operator
from market.pictures.shown import with_pictures
from sellers.models import ActedFor, Consent, Permit, Question, Seller
from sellers.words import how_many_words

if TYPE_CHECKING:
    from django.http import HttpRequest

    from market.accounts.models import User

LIST_PICTURE, PAGE_PICTURE = "fill-96x96", "max-480x480"


def waiting_shops(user: User) -> Any:
    """Return the applications that this operator may decide, oldest first."""
    shops = Seller.objects.waiting().with_place()
    return shops.in_regency(user.regency) if user.regency_id else shops


def waiting_goods(user: User) -> Any:
    """Return the listings that this operator may decide, oldest first."""
    goods = Product.objects.waiting().exclude(structure=Product.CHILD)
    return goods.from_regency(user.regency) if user.regency_id else goods


def permits_of(user: User) -> Any:
    """Return the permits that this operator may look at, but for those that were taken back."""
    permits = Permit.objects.kept().select_related("seller__partner__village__district__regency")
    return permits.in_regency(user.regency) if user.regency_id else permits


def waiting_permits(user: User) -> Any:
    """Return the permits that this operator has yet to look at, oldest first."""
    return permits_of(user).waiting()


def consents_of(user: User) -> Any:
    """Return what producers agreed to with the hubs that this operator looks after."""
    found = Consent.objects.select_related("producer__village", "hub__partner__village", "recorded_by", "withdrawn_by")
    return found.in_regency(user.regency) if user.regency_id else found


def acted_of(user: User) -> Any:
    """Return what the hubs that this operator looks after did in their producers' names."""
    found = ActedFor.objects.select_related("hub__partner")
    return found.in_regency(user.regency) if user.regency_id else found


def questions_of(user: User) -> Any:
    """Return what the shops that this operator looks after were asked."""
    questions = Question.objects.all()
    return questions.in_regency(user.regency) if user.regency_id else questions


def how_many_wait(user: User) -> int:
    """Return how many decisions wait for this operator."""
    rows = sum(waiting(user).count() for waiting in (waiting_shops, waiting_goods, waiting_permits))
    return int(rows) + how_many_words(user)


def goods_for_list(user: User) -> Any:
    """Return the waiting listings with all that a list of them shows."""
    return (
        waiting_goods(user)
        .select_related("producer", "seller", "village__district__regency")
        .prefetch_related("stockrecords", "images", with_pictures("images__original", LIST_PICTURE))
    )


def operator_of(request: HttpRequest) -> User:
    """Return who asks, if she is an operator; PermissionDenied for everybody else."""
    if not is_operator(request.user):
        raise PermissionDenied
    return request.user  # type: ignore[return-value]


def waiting_shop(request: HttpRequest, number: int) -> Seller:
    """Return one application; PermissionDenied for strangers, 404 for other regencies and what was decided."""
    return get_object_or_404(waiting_shops(operator_of(request)), pk=number)


def waiting_product(request: HttpRequest, number: int) -> Product:
    """Return one listing; PermissionDenied for strangers, 404 for other regencies and what was decided."""
    goods = waiting_goods(operator_of(request)).select_related(
        "producer", "seller__seller", "village__district__regency__province"
    )
    pictures = with_pictures("images__original", PAGE_PICTURE)
    return get_object_or_404(
        goods.prefetch_related("stockrecords", "children__stockrecords", "images", pictures, "categories"), pk=number
    )


def permit_to_see(request: HttpRequest, number: int) -> Permit:
    """Return one permit; PermissionDenied for strangers, 404 for other regencies and what was taken back."""
    return get_object_or_404(permits_of(operator_of(request)), pk=number)
