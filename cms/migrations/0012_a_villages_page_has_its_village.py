"""A village's page without its village had no address, and kept all others from being made."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0011_topics_of_stories"),
        ("regions", "0005_agencies"),
    ]

    operations = [
        migrations.AlterField(
            model_name="villagepage",
            name="village",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.village",
                verbose_name="desa/kelurahan",
            ),
        ),
    ]
