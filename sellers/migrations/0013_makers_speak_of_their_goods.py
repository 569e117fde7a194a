"""A product may have a recording of its maker; public pages follow it."""

import django.db.models.deletion
import sellers.voice_models
from django.conf import settings
from django.db import migrations, models

from market.pagecache.watching import watch


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0014_goods_of_a_shop_on_leave_are_marked'),
        ('sellers', '0012_goods_come_as_a_file'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='VoiceNote',
            fields=[
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='voice_note', serialize=False, to='catalogue.product', verbose_name='produk')),
                ('file', models.FileField(upload_to=sellers.voice_models.unguessed, verbose_name='rekaman')),
                ('sha256', models.CharField(max_length=64, verbose_name='isi')),
                ('seconds', models.PositiveSmallIntegerField(default=0, verbose_name='detik')),
                ('made_at', models.DateTimeField(verbose_name='direkam')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='oleh')),
            ],
            options={
                'verbose_name': 'rekaman suara',
                'verbose_name_plural': 'rekaman suara',
            },
        ),
        watch("sellers_voicenote"),
    ]
