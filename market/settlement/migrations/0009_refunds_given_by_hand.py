"""People give back what a gateway refused, and say what their word rests on."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import market.gateways.bills.models


class Migration(migrations.Migration):
    dependencies = [
        ("settlement", "0008_purchases_know_who_holds_goods"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="payment",
            name="by_hand",
            field=models.PositiveBigIntegerField(default=0, verbose_name="dikembalikan dengan tangan (Rp)"),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_hand__lte", models.F("captured"))),
                name="settlement_by_hand_within_captured",
            ),
        ),
        migrations.AddField(
            model_name="refund",
            name="done_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="dikembalikan oleh",
            ),
        ),
        migrations.AddField(
            model_name="refund",
            name="paid_from",
            field=models.CharField(blank=True, max_length=40, verbose_name="diambil dari", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="refund",
            name="evidence",
            field=models.CharField(blank=True, max_length=200, verbose_name="bukti", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="refund",
            name="proof",
            field=models.FileField(
                blank=True,
                storage=market.gateways.bills.models.private_storage,
                upload_to="pengembalian/",
                verbose_name="foto bukti",
                default="",
            ),
            preserve_default=False,
        ),
    ]
