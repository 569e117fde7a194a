"""Villagers send stories of their own; a contact who lets a visitor wait is reminded once."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0006_public_pages_follow_recordings'),
        ('regions', '0005_agencies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='enquiry',
            name='reminded_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='diingatkan'),
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='tanda formulir')),
                ('title', models.CharField(max_length=100, verbose_name='judul waktu dikirim')),
                ('shown_name', models.CharField(blank=True, help_text='Kosong bila pengirim minta tanpa nama.', max_length=100, verbose_name='nama yang ditampilkan')),
                ('agreed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='setuju dimuat dan orang di foto setuju')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dikirim')),
                ('mended_at', models.DateTimeField(blank=True, null=True, verbose_name='dikirim lagi setelah diperbaiki')),
                ('declined_at', models.DateTimeField(blank=True, null=True, verbose_name='tidak dimuat sejak')),
                ('declined_why', models.CharField(blank=True, max_length=300, verbose_name='mengapa tidak dimuat')),
                ('declined_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diputuskan oleh')),
                ('page', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contribution', to='cms.storypage', verbose_name='halaman cerita')),
                ('regency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.regency', verbose_name='kabupaten/kota')),
                ('sender', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='pengirim')),
            ],
            options={
                'verbose_name': 'cerita warga',
                'verbose_name_plural': 'cerita warga',
                'indexes': [models.Index(fields=['sender', 'sent_at'], name='cms_stories_of_a_sender')],
                'constraints': [models.UniqueConstraint(fields=('sender', 'reference'), name='cms_a_form_sends_one_story'), models.CheckConstraint(condition=models.Q(models.Q(('declined_at__isnull', True), ('declined_why', '')), models.Q(('declined_at__isnull', False), models.Q(('declined_why', ''), _negated=True)), _connector='OR'), name='cms_a_declined_story_says_why')],
            },
        ),
    ]
