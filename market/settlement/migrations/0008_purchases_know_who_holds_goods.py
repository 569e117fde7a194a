"""Unpaid purchases are counted by the number that a guest typed, and by the network that she came from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("settlement", "0007_the_first_commission_card")]

    operations = [
        migrations.AddField(
            model_name="ordergroup",
            name="placed_from",
            field=models.CharField(blank=True, default="", max_length=32, verbose_name="nama jaringan"),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="ordergroup",
            index=models.Index(
                condition=models.Q(("user__isnull", True)),
                fields=["buyer_phone"],
                name="settlement_guests_by_phone",
            ),
        ),
        migrations.AddIndex(
            model_name="ordergroup",
            index=models.Index(
                condition=models.Q(("placed_from", ""), _negated=True),
                fields=["placed_from"],
                name="settlement_guests_by_network",
            ),
        ),
    ]
