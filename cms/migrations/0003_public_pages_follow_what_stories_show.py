"""A product's page names the stories that show it."""

from django.db import migrations

from market.pagecache.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0002_public_pages_follow_stories"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [watch("wagtailcore_referenceindex")]
