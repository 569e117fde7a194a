"""Search pages say what a mistyped word was taken for."""

from django.db import migrations

from market.pagecache.watching import watch


class Migration(migrations.Migration):
    dependencies = [("search", "0001_what_can_be_found")]

    operations = [watch("search_word")]
