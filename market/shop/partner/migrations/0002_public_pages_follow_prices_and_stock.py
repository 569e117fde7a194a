"""Prices, stock and who sells."""

from django.db import migrations

from market.pagecache.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        ("partner", "0001_initial"),
        ("pagecache", "0001_the_version_of_public_pages"),
    ]

    operations = [
        watch("partner_stockrecord"),
        watch("partner_partner"),
    ]
