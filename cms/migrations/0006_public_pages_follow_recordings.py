"""Pages with recordings name their files, which may be exchanged, or put into a collection that is not for all."""

from django.db import migrations

from market.pagecache.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0005_pages_of_villages_makers_events_and_routes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        watch("wagtaildocs_document", columns=("file", "collection_id")),
        watch("wagtailcore_collectionviewrestriction"),
    ]
