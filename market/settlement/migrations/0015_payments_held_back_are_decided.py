"""People decide what becomes of a payment whose sum is not what was asked."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("settlement", "0014_refunds_that_came_back")]

    operations = [
        migrations.AddField(
            model_name="payment",
            name="mismatch",
            field=models.CharField(blank=True, default="", max_length=500, verbose_name="yang tidak sama"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="payment",
            name="decision",
            field=models.CharField(
                blank=True,
                choices=[("accept", "diterima, lebihnya kembali"), ("give_back", "dikembalikan semua")],
                default="",
                max_length=9,
                verbose_name="keputusan",
            ),
            preserve_default=False,
        ),
    ]
