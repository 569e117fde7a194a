"""Pictures; their renditions are made from them while a page is."""

from django.db import migrations

from market.pagecache.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        ("pictures", "0001_initial"),
        ("pagecache", "0001_the_version_of_public_pages"),
    ]

    operations = [
        watch("pictures_picture"),
    ]
