"""Numbers and names as people write them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from catalogue.models import Category
from market.rupiah.reading import whole_number
from sellers.categories import WORDS, guess_category
from sellers.forms import ProductForm


@pytest.mark.parametrize(
    "typed",
    ["25000", "25.000", "Rp 25.000", "Rp25.000", "rp. 25.000", "25 000", "25,000", "25.000,-", "25.000,00", " 25000 "]
    + ["IDR 25000", "25rb", "25 ribu", "Rp 25 rb"],
)
def test_it_understands_a_price(typed):
    assert ProductForm.base_fields["price"].clean(typed) == 25_000


@pytest.mark.parametrize("typed", ["dua puluh", "-25000", "25.5", "2.50.000", "1e5", "²5000", "25000 / kg", "٢٥٠٠٠"])
def test_it_refuses_a_price_that_nobody_can_tell(typed):
    with pytest.raises(ValidationError, match="angka saja, misalnya 25.000"):
        ProductForm.base_fields["price"].clean(typed)


@pytest.mark.parametrize(("typed", "sentence"), [("499", "Rp500"), ("0", "Rp500"), ("100.000.001", "Rp100.000.000")])
def test_it_says_the_limits_of_a_price(typed, sentence):
    with pytest.raises(ValidationError, match=sentence):
        ProductForm.base_fields["price"].clean(typed)


@pytest.mark.parametrize(
    ("typed", "grams"),
    [
        ("300", 300),
        ("300 g", 300),
        ("300gram", 300),
        ("1 kg", 1000),
        ("1,5 kg", 1500),
        ("0,25kg", 250),
        ("1.200", 1200),
    ],
)
def test_it_understands_a_weight(typed, grams):
    assert ProductForm.base_fields["shipping_weight_g"].clean(typed) == grams


@pytest.mark.parametrize("typed", ["0", "500001", "501 kg", "berat", "-3", "1,5"])
def test_it_refuses_a_weight_that_cannot_be(typed):
    with pytest.raises(ValidationError):
        ProductForm.base_fields["shipping_weight_g"].clean(typed)


@pytest.mark.parametrize(("typed", "count"), [("0", 0), ("12", 12), ("100.000", 100_000)])
def test_it_understands_a_stock(typed, count):
    assert ProductForm.base_fields["stock"].clean(typed) == count


def test_it_does_not_choke_on_many_digits():
    assert whole_number("9" * 5000) is None
    assert whole_number("1" + ".000" * 2000) is None


@pytest.mark.django_db
def test_it_guesses_a_category_from_the_name(categories):
    assert guess_category("Amplang Ikan Pipih 250 g").slug == "camilan"
    assert guess_category("Kain tenun ulap doyo").slug == "kain-dan-tenun"
    assert guess_category("Barang aneh") is None


@pytest.mark.django_db
def test_it_passes_over_a_category_that_the_shop_does_not_have(categories):
    Category.objects.filter(slug="madu-dan-gula").delete()
    assert guess_category("Madu kelulut") is None


@pytest.mark.django_db
def test_every_category_it_speaks_for_is_one_that_the_catalogue_brings_along(categories):
    assert set(WORDS) <= set(Category.objects.values_list("slug", flat=True))
