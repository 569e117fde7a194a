"""Regencies may have a site of their own, with colours, arms and a tagline on its home page."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0008_steps_of_the_way_to_readers'),
        ('pictures', '0003_a_picture_says_its_colour_and_a_rendition_its_bytes'),
        ('regions', '0005_agencies'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.AddField(
            model_name='homepage',
            name='arms',
            field=models.ForeignKey(blank=True, help_text='Persegi atau tegak, tinggi paling sedikit 200 piksel. Tampil di samping nama kabupaten.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pictures.picture', verbose_name='lambang'),
        ),
        migrations.AddField(
            model_name='homepage',
            name='colours',
            field=models.CharField(blank=True, choices=[('', 'Hijau sungai (warna Pasar Hulu)'), ('danau', 'Biru danau'), ('tanah', 'Merah tanah'), ('anggrek', 'Ungu anggrek'), ('rotan', 'Cokelat rotan')], default='', max_length=10, verbose_name='warna'),
        ),
        migrations.AddField(
            model_name='homepage',
            name='regency',
            field=models.ForeignKey(blank=True, editable=False, help_text='Kosong pada beranda Pasar Hulu sendiri.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.regency', verbose_name='kabupaten/kota'),
        ),
        migrations.AddField(
            model_name='homepage',
            name='tagline',
            field=models.CharField(blank=True, help_text='Tampil di bawah nama kabupaten. Contoh: Hulu Mahakam', max_length=80, verbose_name='semboyan'),
        ),
        migrations.CreateModel(
            name='RegencySite',
            fields=[
                ('regency', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='regions.regency', verbose_name='kabupaten/kota')),
                ('collection', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.collection', verbose_name='koleksi')),
                ('site', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.site', verbose_name='situs')),
            ],
            options={
                'verbose_name': 'situs kabupaten',
                'verbose_name_plural': 'situs kabupaten',
            },
        ),
    ]
