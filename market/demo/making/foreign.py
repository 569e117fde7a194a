"""What buyers from abroad see: some goods in English, as staff have written them, and a few exchange rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils import timezone

from catalogue.models import Product
from catalogue.translating import write_in_english
from market.accounts.models import User
from market.currencies.models import Rate
from market.demo.data import rows_of

HOW_MADE = {row["text"]: row["text_en"] for row in rows_of("how_made.csv")}
RATES = {"USD": "16250", "SGD": "12480", "MYR": "3850", "EUR": "18760"}


def write_english(by: User) -> int:
    """Write what english.csv says of goods of these names; return how many there were."""
    said = {row["title"]: row for row in rows_of("english.csv")}
    goods = Product.objects.filter(title__in=said, parent=None).select_related(
        "producer", "village__district__regency"
    )
    for product in goods:
        row = said[product.title]
        texts = {
            "title": row["title_en"],
            "description": f"{row['text_en']} Made by {product.producer.name} in {product.village.full_name}.",
            "how_made": HOW_MADE.get(product.how_made, ""),
            "ingredients": row["ingredients_en"],
        }
        write_in_english(product=product, texts=texts, by=by, at=timezone.now())
    return len(goods)


def write_rates(today: date, by: User) -> None:
    """Write down about what money was worth when this was made."""
    for place, (currency, rupiah) in enumerate(RATES.items(), start=1):
        Rate.objects.create(currency=currency, rupiah=Decimal(rupiah), as_of=today, place=place, written_by=by)
