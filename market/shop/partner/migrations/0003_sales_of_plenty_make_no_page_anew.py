"""Pages tell how many are left when there are few (`catalogue.sizes.FEW`): beyond that a sale changes none of them."""

from django.db import migrations

from market.pagecache.watching import watch_only

FEW = 10
LEFT = "coalesce(@.num_in_stock, 0) - coalesce(@.num_allocated, 0)"


class Migration(migrations.Migration):
    dependencies = [
        ("partner", "0002_public_pages_follow_prices_and_stock"),
    ]

    operations = [
        watch_only(
            "partner_stockrecord", "@.product_id", "@.partner_id", "@.price", f"greatest(least({LEFT}, {FEW + 1}), 0)"
        ),
    ]
