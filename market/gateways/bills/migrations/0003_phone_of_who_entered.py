from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("bills", "0002_lines_that_answer_refunds"),
    ]

    operations = [
        migrations.AddField(
            model_name="receivingaccount",
            name="entered_phone",
            field=models.CharField(blank=True, max_length=16, verbose_name="nomor telepon waktu itu"),
        ),
    ]
