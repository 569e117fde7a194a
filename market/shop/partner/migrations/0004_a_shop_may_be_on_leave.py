"""Why a shop sells nothing now, and when it does again."""

from django.db import migrations, models

REASONS = [
    ("panen", "panen"),
    ("banjir", "banjir"),
    ("tanpa_sinyal", "tidak ada sinyal"),
    ("lain", "alasan lain"),
]


class Migration(migrations.Migration):
    dependencies = [("partner", "0003_sales_of_plenty_make_no_page_anew")]

    operations = [
        migrations.AddField(
            model_name="partner",
            name="pause_reason",
            field=models.CharField(
                blank=True, choices=REASONS, default="", max_length=12, verbose_name="alasan libur"
            ),
        ),
        migrations.AddField(
            model_name="partner",
            name="pause_words",
            field=models.CharField(
                blank=True, default="", max_length=40, verbose_name="alasan libur, dengan kata sendiri"
            ),
        ),
        migrations.AddField(
            model_name="partner",
            name="paused_until",
            field=models.DateField(blank=True, null=True, verbose_name="buka lagi"),
        ),
    ]
