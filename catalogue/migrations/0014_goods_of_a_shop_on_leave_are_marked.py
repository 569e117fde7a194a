"""Goods of a shop on leave bear "f.libur", and are not among those in stock; a leave reaches the listing at once."""

from importlib import import_module

from django.db import migrations

before = import_module("catalogue.migrations.0008_the_listing_keeps_itself")

LISTING = before.LISTING.split("CREATE FUNCTION catalogue_relist")[0].replace("CREATE", "CREATE OR REPLACE", 1)
IN_STOCK = "SELECT 'f.ada' WHERE offer.has_stock"
ON_LEAVE = f"{IN_STOCK} AND seller.pause_reason = '' UNION SELECT 'f.libur' WHERE seller.pause_reason <> ''"


def follow_shops(*columns):
    """Return SQL by which these columns of a shop reach the listing, in place of those that did."""
    goods = "SELECT goods.id FROM @ one JOIN catalogue_product goods ON goods.seller_id = one.id"
    made = before.follow("partner_partner", columns, goods, only_changes=True)
    return before.undone(made) + made


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0013_a_form_is_a_shops_own"),
        ("partner", "0004_a_shop_may_be_on_leave"),
    ]

    operations = [
        migrations.RunSQL(LISTING.replace(IN_STOCK, ON_LEAVE), LISTING),
        migrations.RunSQL(
            follow_shops("is_open", "(@.pause_reason <> '')"), follow_shops("is_open")
        ),
    ]
