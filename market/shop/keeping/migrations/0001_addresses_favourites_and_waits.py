"""Saved addresses, favourites, and who waits for which goods."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0001_initial'),
        ('regions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Favourite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='disimpan')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.product', verbose_name='barang')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='favourites', to=settings.AUTH_USER_MODEL, verbose_name='pembeli')),
            ],
            options={
                'verbose_name': 'barang simpanan',
                'verbose_name_plural': 'barang simpanan',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('user', 'product'), name='keeping_favourite_once')],
            },
        ),
        migrations.CreateModel(
            name='SavedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='nama penerima')),
                ('phone', models.CharField(max_length=16, verbose_name='nomor telepon')),
                ('street', models.CharField(max_length=255, verbose_name='alamat')),
                ('postcode', models.CharField(blank=True, max_length=5, verbose_name='kode pos')),
                ('is_default', models.BooleanField(default=False, verbose_name='utama')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='dibuat')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.district', verbose_name='kecamatan')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_addresses', to=settings.AUTH_USER_MODEL, verbose_name='pembeli')),
            ],
            options={
                'verbose_name': 'alamat tersimpan',
                'verbose_name_plural': 'alamat tersimpan',
                'ordering': ['-is_default', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('user',), name='keeping_one_default_address')],
            },
        ),
        migrations.CreateModel(
            name='Wait',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(default='id', max_length=10, verbose_name='bahasa')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='diminta')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.product', verbose_name='barang')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waits', to=settings.AUTH_USER_MODEL, verbose_name='pembeli')),
            ],
            options={
                'verbose_name': 'permintaan kabar',
                'verbose_name_plural': 'permintaan kabar',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('user', 'product'), name='keeping_wait_once')],
            },
        ),
    ]
