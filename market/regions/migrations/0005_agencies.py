"""Agencies of the regencies (OPD), who answer for pages."""

import django.db.models.deletion
from django.db import migrations, models

from market.pagecache.watching import watch


class Migration(migrations.Migration):

    dependencies = [
        ('regions', '0004_public_pages_follow_areas'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Contoh: Dinas Pariwisata Kabupaten Kutai Kartanegara', max_length=150, verbose_name='nama')),
                ('short_name', models.CharField(help_text='Contoh: Dispar Kukar', max_length=60, verbose_name='nama pendek')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telepon / WhatsApp')),
                ('address', models.TextField(blank=True, max_length=300, verbose_name='alamat kantor')),
                ('regency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agencies', to='regions.regency', verbose_name='kabupaten/kota')),
            ],
            options={
                'verbose_name': 'dinas (OPD)',
                'verbose_name_plural': 'dinas (OPD)',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('regency', 'name'), name='regions_one_agency_of_a_name')],
            },
        ),
        watch("regions_agency"),
    ]
