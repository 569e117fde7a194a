"""Who may read a sign-in code out to whom: a hub to its producers, an operator to the sellers of her regency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from market.accounts.device_models import SpokenCode
from market.accounts.models import User
from sellers.models import Producer, Seller

if TYPE_CHECKING:
    from django.db.models import QuerySet

WRONG_ACCOUNT = "Akun ini tidak bisa dibuka dengan kode lisan: dijaga langkah kedua, atau milik petugas."
TOO_MANY = "Sudah terlalu banyak kode lisan hari ini. Coba lagi besok."
SHOWN = 20


def listeners_of(hub: Seller) -> QuerySet[Producer]:
    """Return the producers of a hub who have an account of their own, but nobody who runs a hub herself."""
    if hub.kind != Seller.Kind.HUB:
        return Producer.objects.none()
    runs_a_hub = Q(user__in=User.objects.filter(partners__seller__kind=Seller.Kind.HUB))
    return hub.producers.filter(user__is_active=True).exclude(runs_a_hub).select_related("user").order_by("name")


def person_of(phone: str, officer: User) -> User | None:
    """Return the producer or seller with this number whom an operator looks after."""
    place: dict[str, Any] = {"regency": officer.regency_id} if officer.regency_id else {}
    makes = Q(producer__isnull=False, **{f"producer__village__district__{name}": code for name, code in place.items()})
    sells = Q(
        partners__seller__isnull=False,
        **{f"partners__village__district__{name}": code for name, code in place.items()},
    )
    return User.objects.filter(makes | sells, phone=phone).distinct().first()


def read_by_hub(hub: Seller) -> QuerySet[SpokenCode]:
    """Return the codes that this hub's people read out to its producers lately, newest first."""
    return SpokenCode.objects.filter(
        actor__in=hub.partner.users.all(), principal__in=hub.producers.values("user")
    )[:SHOWN]  # fmt: skip


def read_in_office(officer: User) -> QuerySet[SpokenCode]:
    """Return all codes that were read out lately to people whom this operator looks after, newest first."""
    codes = SpokenCode.objects.all()
    if officer.regency is not None:
        here = {"village__district__regency": officer.regency}
        producers = Producer.objects.filter(**here).values("user")
        codes = codes.filter(
            Q(principal__in=producers)
            | Q(principal__in=User.objects.filter(partners__seller__in=Seller.objects.in_regency(officer.regency)))
        )
    return codes[:SHOWN]


def in_words(code: str) -> str:
    """Return a code in two groups, as one reads it out."""
    return f"{code[:4]} {code[4:]}"
