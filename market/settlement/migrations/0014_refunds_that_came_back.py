"""A refund may come to nothing after the gateway had given it."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("settlement", "0013_who_bears_is_named")]

    operations = [
        migrations.AddField(
            model_name="payment",
            name="bounced",
            field=models.JSONField(blank=True, default=list, verbose_name="pengembalian yang gagal di gerbang"),
        ),
    ]
