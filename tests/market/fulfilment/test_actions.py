"""Delivery is agreed once, goods leave once, and arrive once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from market.accounts.models import User
from market.fulfilment import actions
from market.fulfilment.models import Delivery, Parcel, Service, Tariff
from market.fulfilment.quotes import Piece, Quote, quote_delivery
from market.regions.models import District, Village

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 4, tzinfo=UTC)
TODAY = date(2026, 11, 21)


@pytest.fixture
def by(db: None) -> User:
    return User.objects.create_user("+6281200000001")


@pytest.fixture
def quotes(tariff: Tariff, places: dict[str, District]) -> list[Quote]:
    return quote_delivery(origin=places["Tenggarong"], destination=places["Tebet"], pieces=[Piece(1500, 0)])


def hand_over(orders: list[Any], by: User) -> Parcel:
    return actions.hand_over_parcel(
        order_ids=[order.pk for order in orders], carrier=" JNE ", tracking_number=" 0123 ", by=by, at=NOON
    )


class TestAgreeing:
    def test_it_freezes_the_quote(
        self, quotes: list[Quote], orders: list[Any], village: Village, places: dict[str, District]
    ) -> None:
        delivery = actions.agree_delivery(
            order_id=orders[0].pk, quote=quotes[0], origin=village, destination=places["Tebet"], on=TODAY
        )
        Tariff.objects.update(price_per_kg=1, days_max=99)
        delivery.refresh_from_db()
        assert (delivery.charge, delivery.charged_weight_g) == (76_000, 2000)
        assert (delivery.promised_from, delivery.promised_until) == (date(2026, 11, 24), date(2026, 11, 27))
        assert str(delivery).startswith("Pengiriman pesanan")

    def test_it_has_no_destination_when_goods_are_picked_up(
        self, quotes: list[Quote], orders: list[Any], village: Village, places: dict[str, District]
    ) -> None:
        delivery = actions.agree_delivery(
            order_id=orders[0].pk, quote=quotes[-1], origin=village, destination=places["Tebet"], on=TODAY
        )
        assert (delivery.service, delivery.destination, delivery.charge) == (None, None, 0)

    def test_it_refuses_goods_that_travel_nowhere(
        self, quotes: list[Quote], orders: list[Any], village: Village
    ) -> None:
        with pytest.raises(actions.NoDestination):
            actions.agree_delivery(order_id=orders[0].pk, quote=quotes[0], origin=village, destination=None, on=TODAY)

    def test_it_refuses_a_second_agreement_and_keeps_the_first(
        self, quotes: list[Quote], orders: list[Any], village: Village, places: dict[str, District]
    ) -> None:
        agreed = {"order_id": orders[0].pk, "origin": village, "destination": places["Tebet"], "on": TODAY}
        actions.agree_delivery(quote=quotes[0], **agreed)
        with pytest.raises(actions.AlreadyAgreed):
            actions.agree_delivery(quote=quotes[-1], **agreed)
        assert Delivery.objects.get().charge == 76_000


class TestHandingOver:
    def test_it_puts_several_orders_into_one_parcel(self, orders: list[Any], by: User) -> None:
        parcel = hand_over(orders, by)
        assert parcel.orders.count() == 3
        assert (parcel.carrier, parcel.tracking_number, parcel.handed_over_by) == ("JNE", "0123", by)
        assert str(parcel) == "JNE 0123"

    def test_it_refuses_an_order_that_has_left(self, orders: list[Any], by: User) -> None:
        hand_over(orders[:1], by)
        with pytest.raises(actions.AlreadyHandedOver):
            hand_over(orders, by)
        assert Parcel.objects.count() == 1

    def test_it_refuses_unknown_orders_and_none(self, orders: list[Any], by: User) -> None:
        for order_ids in ([], [orders[0].pk, 999_999]):
            with pytest.raises(actions.UnknownOrders):
                actions.hand_over_parcel(order_ids=order_ids, carrier="JNE", tracking_number="", by=by, at=NOON)
        assert not Parcel.objects.exists()


def test_a_parcel_keeps_the_first_time_it_was_received(orders: list[Any], by: User) -> None:
    parcel = hand_over(orders, by)
    assert actions.receive_parcel(parcel=parcel, at=LATER).received_at == LATER
    assert actions.receive_parcel(parcel=parcel, at=NOON).received_at == LATER


@pytest.mark.parametrize("wrong", [{"divisor": 0}, {"step_g": 0}, {"grace_g": 1000}])
def test_the_database_refuses_a_service_that_cannot_be_reckoned(wrong: dict[str, int]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.create(code="salah", name="Salah", **wrong)
