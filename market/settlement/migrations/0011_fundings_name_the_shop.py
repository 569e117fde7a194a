import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partner", "0001_initial"),
        ("settlement", "0010_what_waits_is_found_at_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="funding",
            name="partner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partner.partner",
                verbose_name="toko yang menanggung",
            ),
        ),
        migrations.AlterField(
            model_name="funding",
            name="bearer",
            field=models.CharField(
                choices=[("seller", "toko"), ("marketplace", "pasar"), ("shared", "dibagi")],
                max_length=11,
                verbose_name="ditanggung",
            ),
        ),
    ]
