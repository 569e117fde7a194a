"""English of goods, as side rows that staff write."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from market.pagecache.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("catalogue", "0006_product_says_how_it_is_made_and_for_whom"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProductTranslation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(default="en", max_length=5, verbose_name="bahasa")),
                ("title", models.CharField(blank=True, max_length=255, verbose_name="nama")),
                ("description", models.TextField(blank=True, verbose_name="keterangan")),
                ("how_made", models.TextField(blank=True, verbose_name="cara membuatnya")),
                ("ingredients", models.TextField(blank=True, verbose_name="bahan")),
                ("source", models.CharField(blank=True, max_length=32)),
                ("written_at", models.DateTimeField(verbose_name="ditulis")),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translations",
                        to="catalogue.product",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditulis oleh",
                    ),
                ),
            ],
            options={"verbose_name": "terjemahan produk", "verbose_name_plural": "terjemahan produk"},
        ),
        migrations.AddConstraint(
            model_name="producttranslation",
            constraint=models.UniqueConstraint(
                fields=("product", "language"), name="catalogue_one_translation_a_language"
            ),
        ),
        watch("catalogue_producttranslation"),
    ]
