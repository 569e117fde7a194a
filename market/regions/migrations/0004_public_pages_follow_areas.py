"""Areas and their names."""

from django.db import migrations

from market.pagecache.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0003_membership_has_a_default_in_the_database"),
        ("pagecache", "0001_the_version_of_public_pages"),
    ]

    operations = [
        watch("regions_province"),
        watch("regions_regency"),
        watch("regions_district"),
        watch("regions_village"),
    ]
