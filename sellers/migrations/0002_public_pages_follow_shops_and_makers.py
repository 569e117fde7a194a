"""Shops and makers."""

from django.db import migrations

from market.pagecache.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        ("sellers", "0001_initial"),
        ("pagecache", "0001_the_version_of_public_pages"),
    ]

    operations = [
        watch("sellers_seller"),
        watch("sellers_producer"),
    ]
