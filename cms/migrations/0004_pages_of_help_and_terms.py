"""Terms, privacy, returns and help as pages, and who runs the market."""

import cms.pages.languages
import django.db.models.deletion
import market.pagecache.public
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from market.pagecache.watching import watch


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0003_public_pages_follow_what_stories_show'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='InfoPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, max_length=300, verbose_name='pembuka')),
                ('body', wagtail.fields.RichTextField(verbose_name='isi')),
                ('shows_operator', models.BooleanField(default=False, help_text='Nama, alamat dan telepon diisi di Pengaturan → Pengelola pasar.', verbose_name='tampilkan alamat pengelola')),
            ],
            options={
                'verbose_name': 'halaman keterangan',
                'verbose_name_plural': 'halaman keterangan',
            },
            bases=(market.pagecache.public.PublicPage, cms.pages.languages.InBothLanguages, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='Operator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, help_text='Contoh: Diskominfo Kabupaten …', max_length=150, verbose_name='nama badan')),
                ('address', models.TextField(blank=True, max_length=300, verbose_name='alamat kantor')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telepon / WhatsApp')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='surel')),
                ('hours', models.CharField(blank=True, help_text='Contoh: Senin–Jumat, 08.00–16.00 WITA', max_length=100, verbose_name='jam layanan')),
                ('hours_en', models.CharField(blank=True, max_length=100, verbose_name='jam layanan dalam bahasa Inggris')),
                ('registration', models.CharField(blank=True, help_text='Nomor tanda daftar PSE atau NIB, bila ada.', max_length=100, verbose_name='nomor pendaftaran')),
            ],
            options={
                'verbose_name': 'pengelola pasar',
                'verbose_name_plural': 'pengelola pasar',
            },
        ),
        watch("cms_infopage"),
        watch("cms_operator"),
    ]
