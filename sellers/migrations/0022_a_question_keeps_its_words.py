"""A question to a producer keeps the version of its words; so far there was one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sellers", "0021_photos_that_wait_for_room")]

    operations = [
        migrations.AddField(
            model_name="consentlink",
            name="words_version",
            field=models.CharField(blank=True, default="2026-11", max_length=20, verbose_name="versi kata-kata"),
            preserve_default=False,
        ),
    ]
