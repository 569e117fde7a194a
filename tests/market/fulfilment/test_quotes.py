"""What delivery costs: docs/delivery.md, worked out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from market.fulfilment.models import Service, Tariff
from market.fulfilment.quotes import PICK_UP_CODE, Piece, charge_weight, quote_deliveries, quote_delivery
from market.regions.models import District

JNE = Service(code="jne", name="JNE", divisor=6000, minimum_g=1000, step_g=1000, grace_g=300)
CARGO = Service(code="cargo", name="Kargo", divisor=5000, minimum_g=11_000, step_g=1000, grace_g=0)

services = st.builds(
    lambda divisor, minimum, step, grace: Service(
        divisor=divisor, minimum_g=minimum, step_g=step, grace_g=min(grace, step - 1)
    ),
    divisor=st.integers(1000, 10_000),
    minimum=st.integers(0, 15_000),
    step=st.integers(1, 5000),
    grace=st.integers(0, 999),
)
pieces = st.builds(Piece, st.integers(0, 50_000), st.integers(0, 500_000), st.integers(1, 50))
baskets = st.lists(pieces, min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("grams", "charged"),
    [(0, 1000), (1, 1000), (1000, 1000), (1300, 1000), (1301, 2000), (2300, 2000), (2301, 3000), (10_000, 10_000)],
)
def test_it_forgives_three_hundred_grams_as_jne_does(grams: int, charged: int) -> None:
    assert charge_weight(JNE, [Piece(grams, 0)]) == charged


def test_it_charges_light_bulky_goods_by_volume() -> None:
    assert charge_weight(JNE, [Piece(weight_g=200, volume_cm3=30 * 30 * 40)]) == 6000
    assert charge_weight(CARGO, [Piece(weight_g=200, volume_cm3=60 * 60 * 60)]) == 44_000


def test_it_never_charges_below_the_minimum() -> None:
    assert charge_weight(CARGO, [Piece(500, 1000)]) == 11_000


def test_it_rounds_the_sum_once_and_not_each_piece() -> None:
    assert charge_weight(JNE, [Piece(400, 0, 2), Piece(400, 0, 1)]) == 1000


@given(services, baskets, pieces)
def test_the_charged_weight_never_falls_when_something_is_added(
    service: Service, basket: list[Piece], more: Piece
) -> None:
    assert charge_weight(service, [*basket, more]) >= charge_weight(service, basket)


@given(services, st.integers(0, 50_000), st.integers(0, 50_000), st.integers(0, 500_000))
def test_the_charged_weight_never_falls_with_weight(service: Service, one: int, other: int, volume: int) -> None:
    light, heavy = sorted((one, other))
    assert charge_weight(service, [Piece(light, volume)]) <= charge_weight(service, [Piece(heavy, volume)])


@given(services, baskets)
def test_the_charged_weight_is_a_whole_number_of_steps_and_forgives_the_grace_at_most(
    service: Service, basket: list[Piece]
) -> None:
    charged = charge_weight(service, basket)
    scale = sum(piece.weight_g * piece.quantity for piece in basket)
    volume = sum(piece.volume_cm3 * piece.quantity for piece in basket)
    true = max(scale, volume * 1000 / service.divisor)
    assert charged == service.minimum_g or charged % service.step_g == 0
    assert charged >= max(service.minimum_g, true - service.grace_g)
    assert charged == service.minimum_g or charged < true - service.grace_g + service.step_g + 1


@given(services, st.integers(0, 5000), st.integers(0, 50_000), st.integers(1, 30))
def test_ten_of_one_piece_weigh_as_much_as_ten_pieces(service: Service, grams: int, volume: int, n: int) -> None:
    assert charge_weight(service, [Piece(grams, volume, n)]) == charge_weight(service, [Piece(grams, volume)] * n)


@pytest.mark.parametrize("wrong", [(-1, 0, 1), (0, -1, 1), (1, 1, 0)])
def test_a_piece_cannot_weigh_less_than_nothing(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        Piece(*wrong)


AMPLANG = Piece(weight_g=250, volume_cm3=25 * 18 * 10, quantity=3)


@pytest.mark.django_db
class TestAQuote:
    def test_it_is_the_example_of_the_docs(self, tariff: Tariff, places: dict[str, District]) -> None:
        courier, pick_up = quote_delivery(origin=places["Tenggarong"], destination=places["Tebet"], pieces=[AMPLANG])
        assert (courier.service, courier.charge, courier.charged_weight_g) == (tariff.service, 76_000, 2000)
        assert (courier.is_bulky, pick_up.is_bulky) == (True, False)
        assert courier.promised(date(2026, 11, 21)) == (date(2026, 11, 24), date(2026, 11, 27))
        assert (pick_up.service, pick_up.charge, pick_up.code) == (None, 0, PICK_UP_CODE)

    def test_its_name_is_of_the_language_of_the_page(self, tariff: Tariff, places: dict[str, District]) -> None:
        Service.objects.update(name_en="Courier")
        courier, _pick_up = quote_delivery(origin=places["Tenggarong"], destination=places["Tebet"], pieces=[AMPLANG])
        assert courier.name == "Kurir"
        with translation.override("en"):
            assert courier.name == "Courier"
            courier.service.name_en = ""
            assert courier.name == "Kurir"

    def test_it_offers_only_picking_up_where_no_tariff_leads(
        self, tariff: Tariff, places: dict[str, District]
    ) -> None:
        for origin, destination in [("Tenggarong", "Ketapang"), ("Anggana", "Tebet"), ("Tebet", "Tenggarong")]:
            quotes = quote_delivery(origin=places[origin], destination=places[destination], pieces=[AMPLANG])
            assert [quote.is_pick_up for quote in quotes] == [True]

    def test_it_offers_only_picking_up_before_a_destination_is_known(self, places: dict[str, District]) -> None:
        assert [
            quote.code for quote in quote_delivery(origin=places["Tebet"], destination=None, pieces=[AMPLANG])
        ] == [PICK_UP_CODE]

    def test_it_leaves_out_a_service_that_is_not_used_any_more(
        self, tariff: Tariff, places: dict[str, District]
    ) -> None:
        Service.objects.update(is_active=False)
        quotes = quote_delivery(origin=places["Tenggarong"], destination=places["Tebet"], pieces=[AMPLANG])
        assert [quote.service for quote in quotes] == [None]

    def test_it_puts_the_cheapest_first_and_picking_up_last(self, tariff: Tariff, places: dict[str, District]) -> None:
        cargo = Service.objects.create(code="kapal", name="Kapal", divisor=5000, minimum_g=1000, grace_g=0)
        Tariff.objects.create(
            service=cargo, origin=tariff.origin, destination_id="31.74", price_per_kg=9000, days_min=8, days_max=14
        )
        quotes = quote_delivery(origin=places["Tenggarong"], destination=places["Tebet"], pieces=[AMPLANG])
        assert [quote.code for quote in quotes] == ["kapal", "kurir", PICK_UP_CODE]

    def test_it_rounds_the_charge_up_to_a_whole_rupiah(self, tariff: Tariff, places: dict[str, District]) -> None:
        Service.objects.update(step_g=100, grace_g=0, minimum_g=0)
        Tariff.objects.update(price_per_kg=38_001)
        quotes = quote_delivery(origin=places["Tenggarong"], destination=places["Tebet"], pieces=[Piece(100, 0)])
        assert (quotes[0].charge, quotes[0].is_bulky) == (3801, False)

    def test_it_asks_the_database_once_for_many_sellers(
        self, tariff: Tariff, places: dict[str, District], django_assert_num_queries: Any
    ) -> None:
        loads = {n: (places["Tenggarong" if n % 2 else "Anggana"], [AMPLANG]) for n in range(12)}
        with django_assert_num_queries(1):
            quotes = quote_deliveries(destination=places["Tebet"], loads=loads)
        assert [len(quotes[n]) for n in range(4)] == [1, 2, 1, 2]
