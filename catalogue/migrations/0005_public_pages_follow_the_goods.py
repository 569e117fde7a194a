"""Goods, their kinds and pictures, and what they are found by."""

from django.db import migrations

from market.pagecache.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0004_goods_are_of_one_class"),
        ("modelsearch", "0004_rename_modelsear_autocom_476c89_gin_modelsearch_autocom_ea8581_gin_and_more"),
        ("pagecache", "0001_the_version_of_public_pages"),
    ]

    operations = [
        watch("catalogue_product"),
        watch("catalogue_productclass"),
        watch("catalogue_productimage"),
        watch("catalogue_productcategory"),
        watch("catalogue_category"),
        watch(
            "modelsearch_indexentry", columns=("content_type_id", "object_id", "title", "autocomplete", "body")
        ),  # its `title_norm` moves a little with every draft
    ]
