"""Home, stories and places, and where they stand."""

from django.db import migrations

from market.pagecache.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("pagecache", "0001_the_version_of_public_pages"),
    ]

    operations = [
        watch("wagtailcore_site"),
        watch("wagtailcore_locale"),
        watch("wagtailcore_pageviewrestriction"),
        watch("cms_homepage"),
        watch("cms_highlight"),
        watch("cms_storyindexpage"),
        watch("cms_storypage"),
        watch("cms_destinationindexpage"),
        watch("cms_destinationpage"),
        watch(
            "wagtailcore_page",
            columns=(
                "path",
                "translation_key",
                "locale_id",
                "live",
                "first_published_at",
                "last_published_at",
                "live_revision_id",
                "expired",
                "title",
                "slug",
                "url_path",
                "content_type_id",
                "alias_of_id",
                "show_in_menus",
                "seo_title",
                "search_description",
            ),  # what is left out changes with drafts, which nobody sees
        ),
    ]
