import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partner', '0001_initial'),
        ('settlement', '0004_ways_to_pay_are_known'),
    ]

    operations = [
        migrations.CreateModel(
            name='StatementLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='catatan')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='diterima')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partner.partner', verbose_name='toko')),
            ],
            options={
                'verbose_name': 'surat pernyataan',
                'verbose_name_plural': 'surat pernyataan',
                'constraints': [models.UniqueConstraint(fields=('partner', 'year'), name='settlement_one_letter_a_year')],
            },
        ),
    ]
