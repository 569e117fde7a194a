"""What lists show and sort by, one narrow row a product, and how many of each kind there are.

Triggers keep these tables (migration 0008), whoever changes goods how; nothing here is written by a screen.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models, transaction
from django.db.models import F

ALL = "s"
"""The mark of everything on sale. Others: k12 a category or one above, r64.02 a regency, v64.02.11.2005 a village."""

IN_STOCK, HALAL, ABROAD, TO_ORDER = "f.ada", "f.halal", "f.luar", "f.pesan"
ON_LEAVE = "f.libur"
"""The mark of goods whose shop is on leave: they stay in their place, and are not among those in stock."""


class Listed(models.Model):
    """A whole product as lists show it; `marks` are what it is found under, none while it is not on sale."""

    product = models.OneToOneField(
        "catalogue.Product", models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="listed"
    )
    title = models.CharField(max_length=255)
    slug = models.CharField(max_length=255)
    unit_of_sale = models.CharField(max_length=10)
    village_code = models.CharField(max_length=13)
    village = models.CharField(max_length=100)
    district = models.CharField(max_length=100)
    price_from = models.BigIntegerField(null=True)
    has_several_prices = models.BooleanField()
    picture_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    marks = ArrayField(models.TextField(db_collation="C"))

    class Meta:
        indexes = [
            models.Index(F("created_at").desc(), F("product").desc(), name="catalogue_listed_newest"),
            models.Index(F("price_from").asc(nulls_last=True), F("product").desc(), name="catalogue_listed_cheapest"),
            models.Index(F("price_from").desc(nulls_last=True), F("product").desc(), name="catalogue_listed_dearest"),
            GinIndex(fields=["marks"], name="catalogue_listed_marks", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.title


class Tally(models.Model):
    """How many goods bear `mark` among those that bear `shelf`: the sum of the changes, folded now and then."""

    shelf = models.TextField(db_collation="C")
    mark = models.TextField(db_collation="C")
    change = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["shelf", "mark"], include=["change"], name="catalogue_tally_found")]

    def __str__(self) -> str:
        return f"{self.shelf} {self.mark} {self.change}"


class Unlisted(models.Model):
    """A product whose row another transaction held when it changed: looked at again within half a minute."""

    product_number = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.product_number)


AGAIN = """
WITH noted AS (DELETE FROM catalogue_unlisted RETURNING product_number)
SELECT catalogue_relist(array_agg(DISTINCT product_number)) FROM noted HAVING count(*) > 0
"""
FOLD = """
WITH gone AS (DELETE FROM catalogue_tally RETURNING shelf, mark, change)
INSERT INTO catalogue_tally (shelf, mark, change)
SELECT shelf, mark, sum(change) FROM gone GROUP BY shelf, mark HAVING sum(change) <> 0
"""
FOLD_FROM = 2_000
"""Rows more than there are counts, before they are folded: folding makes every public page anew."""


def look_again() -> None:
    """Bring the rows up to date that could not be written when their goods changed."""
    if Unlisted.objects.exists():
        with connection.cursor() as cursor:
            cursor.execute(AGAIN)


def fold_tally(most: int = FOLD_FROM) -> None:
    """Write one row a count where changes have piled up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) - count(DISTINCT (shelf, mark)) FROM catalogue_tally")
        if cursor.fetchone()[0] > most:
            cursor.execute(FOLD)


@transaction.atomic
def relist_everything() -> int:
    """Write all rows and counts anew; return how many rows there are."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE catalogue_listed, catalogue_tally IN EXCLUSIVE MODE")  # nobody folds meanwhile
        cursor.execute("DELETE FROM catalogue_listed")
        cursor.execute("DELETE FROM catalogue_tally")
        cursor.execute("SELECT catalogue_relist(ARRAY(SELECT id FROM catalogue_product WHERE structure <> 'child'))")
    fold_tally(most=0)
    return Listed.objects.count()
