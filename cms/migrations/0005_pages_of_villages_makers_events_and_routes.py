"""Pages of villages, makers, agencies, events and routes; forms; who answers for a page; visitors' questions."""

import cms.pages.choices
import cms.blocks.fields
import cms.pages.languages
import cms.pages.stories
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import market.pagecache.public
import modelcluster.fields
import wagtail.contrib.forms.models
import wagtail.fields
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from market.pagecache.watching import watch


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0004_pages_of_help_and_terms'),
        ('pictures', '0003_a_picture_says_its_colour_and_a_rendition_its_bytes'),
        ('regions', '0005_agencies'),
        ('sellers', '0005_pages_follow_only_words_that_are_shown'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgencyIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, max_length=300, verbose_name='pembuka')),
            ],
            options={
                'verbose_name': 'daftar dinas',
                'verbose_name_plural': 'daftar dinas',
            },
            bases=(market.pagecache.public.PublicPage, cms.pages.languages.InBothLanguages, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='EventIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, max_length=300, verbose_name='pembuka')),
            ],
            options={
                'verbose_name': 'daftar acara',
                'verbose_name_plural': 'daftar acara',
            },
            bases=(market.pagecache.public.PublicPage, cms.pages.languages.InBothLanguages, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='FormPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, max_length=300, verbose_name='pembuka')),
                ('body', wagtail.fields.RichTextField(blank=True, verbose_name='penjelasan')),
                ('thanks', models.TextField(blank=True, help_text='Contoh: Terima kasih. Kami hubungi dalam tiga hari kerja.', max_length=300, verbose_name='ucapan sesudah dikirim')),
            ],
            options={
                'verbose_name': 'formulir',
                'verbose_name_plural': 'formulir',
            },
            bases=(cms.pages.languages.InBothLanguages, wagtail.contrib.forms.models.FormMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='MakerIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, max_length=300, verbose_name='pembuka')),
            ],
            options={
                'verbose_name': 'daftar pembuat',
                'verbose_name_plural': 'daftar pembuat',
            },
            bases=(market.pagecache.public.PublicPage, cms.pages.languages.InBothLanguages, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='RouteIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, max_length=300, verbose_name='pembuka')),
            ],
            options={
                'verbose_name': 'daftar rute',
                'verbose_name_plural': 'daftar rute',
            },
            bases=(market.pagecache.public.PublicPage, cms.pages.languages.InBothLanguages, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='VillageIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, max_length=300, verbose_name='pembuka')),
            ],
            options={
                'verbose_name': 'daftar desa',
                'verbose_name_plural': 'daftar desa',
            },
            bases=(market.pagecache.public.PublicPage, cms.pages.languages.InBothLanguages, 'wagtailcore.page'),
        ),
        migrations.AddField(
            model_name='destinationpage',
            name='access',
            field=cms.pages.choices.TickedField(base_field=models.CharField(choices=[('mobil', 'mobil'), ('motor', 'sepeda motor'), ('perahu', 'perahu'), ('jalan-kaki', 'jalan kaki')], max_length=12), blank=True, default=list, size=None, verbose_name='dapat dicapai dengan'),
        ),
        migrations.AddField(
            model_name='destinationpage',
            name='agency',
            field=models.ForeignKey(blank=True, help_text='Dinas yang menjawab bila ada yang bertanya tentang isi halaman ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.agency', verbose_name='dinas penanggung jawab'),
        ),
        migrations.AddField(
            model_name='destinationpage',
            name='amenities',
            field=cms.pages.choices.TickedField(base_field=models.CharField(choices=[('toilet', 'toilet'), ('parkir', 'tempat parkir'), ('homestay', 'penginapan warga'), ('makan', 'warung makan'), ('musala', 'musala'), ('penerangan', 'listrik malam'), ('sinyal', 'sinyal telepon'), ('pemandu', 'pemandu'), ('berteduh', 'tempat berteduh'), ('kursi-roda', 'bisa dilewati kursi roda')], max_length=12), blank=True, default=list, help_text='Centang hanya yang benar-benar ada dan bisa dipakai tamu hari ini.', size=None, verbose_name='yang tersedia'),
        ),
        migrations.AddField(
            model_name='destinationpage',
            name='attraction',
            field=models.CharField(blank=True, choices=[('alam', 'alam'), ('budaya', 'budaya'), ('buatan', 'buatan manusia')], max_length=10, verbose_name='daya tarik'),
        ),
        migrations.AddField(
            model_name='destinationpage',
            name='contact_name',
            field=models.CharField(blank=True, help_text='Contoh: Pak Edi, Pokdarwis', max_length=100, verbose_name='nama kontak'),
        ),
        migrations.AddField(
            model_name='destinationpage',
            name='contact_phone',
            field=models.CharField(blank=True, help_text='Pertanyaan tamu dikirim ke nomor ini. Tidak tampil di halaman. Contoh: 0812 3456 7890', max_length=20, verbose_name='nomor WhatsApp kontak'),
        ),
        migrations.AddField(
            model_name='destinationpage',
            name='fee',
            field=models.CharField(blank=True, help_text='Contoh: Rp10.000 per orang', max_length=100, verbose_name='biaya masuk'),
        ),
        migrations.AddField(
            model_name='destinationpage',
            name='homestay_price',
            field=models.PositiveIntegerField(blank=True, help_text='Angka saja. Contoh: 150000', null=True, verbose_name='harga per malam mulai dari (rupiah)'),
        ),
        migrations.AddField(
            model_name='destinationpage',
            name='homestay_rooms',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='jumlah kamar penginapan warga'),
        ),
        migrations.AddField(
            model_name='destinationpage',
            name='last_reviewed',
            field=models.DateField(blank=True, help_text='Tanggal isinya terakhir dibaca ulang dan masih benar.', null=True, verbose_name='terakhir diperiksa'),
        ),
        migrations.AddField(
            model_name='destinationpage',
            name='latitude',
            field=models.DecimalField(blank=True, decimal_places=6, help_text='Dari Google Maps: tekan lama pada tempatnya, lalu salin dua angka yang muncul. Angka pertama ditulis di sini. Contoh: -0.41467', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal('-11.2'), 'Ini di luar Indonesia. Contoh: -0.41467'), django.core.validators.MaxValueValidator(Decimal('6.2'), 'Ini di luar Indonesia. Contoh: -0.41467')], verbose_name='lintang'),
        ),
        migrations.AddField(
            model_name='destinationpage',
            name='longitude',
            field=models.DecimalField(blank=True, decimal_places=6, help_text='Angka kedua. Contoh: 116.98532', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal('94.9'), 'Ini di luar Indonesia. Contoh: 116.98532'), django.core.validators.MaxValueValidator(Decimal('141.1'), 'Ini di luar Indonesia. Contoh: 116.98532')], verbose_name='bujur'),
        ),
        migrations.AddField(
            model_name='destinationpage',
            name='open_months',
            field=cms.pages.choices.TickedField(base_field=models.PositiveSmallIntegerField(choices=[(1, 'Januari'), (2, 'Februari'), (3, 'Maret'), (4, 'April'), (5, 'Mei'), (6, 'Juni'), (7, 'Juli'), (8, 'Agustus'), (9, 'September'), (10, 'Oktober'), (11, 'November'), (12, 'Desember')]), blank=True, default=list, help_text='Kosongkan bila buka sepanjang tahun.', size=None, verbose_name='bulan buka'),
        ),
        migrations.AddField(
            model_name='destinationpage',
            name='opening_hours',
            field=models.CharField(blank=True, help_text='Contoh: setiap hari 08.00–17.00 WITA', max_length=100, verbose_name='jam buka'),
        ),
        migrations.AddField(
            model_name='destinationpage',
            name='sources',
            field=models.TextField(blank=True, help_text='Satu sumber satu baris: siapa, dokumen apa, atau alamat situs. Tampil di bawah tulisan.', verbose_name='sumber'),
        ),
        migrations.AddField(
            model_name='destinationpage',
            name='tourism_class',
            field=models.CharField(blank=True, choices=[('rintisan', 'rintisan'), ('berkembang', 'berkembang'), ('maju', 'maju'), ('mandiri', 'mandiri')], help_text='Menurut SK bupati. Kosongkan bila bukan desa wisata.', max_length=10, verbose_name='kelas desa wisata'),
        ),
        migrations.AddField(
            model_name='storypage',
            name='agency',
            field=models.ForeignKey(blank=True, help_text='Dinas yang menjawab bila ada yang bertanya tentang isi halaman ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.agency', verbose_name='dinas penanggung jawab'),
        ),
        migrations.AddField(
            model_name='storypage',
            name='last_reviewed',
            field=models.DateField(blank=True, help_text='Tanggal isinya terakhir dibaca ulang dan masih benar.', null=True, verbose_name='terakhir diperiksa'),
        ),
        migrations.AddField(
            model_name='storypage',
            name='sources',
            field=models.TextField(blank=True, help_text='Satu sumber satu baris: siapa, dokumen apa, atau alamat situs. Tampil di bawah tulisan.', verbose_name='sumber'),
        ),
        migrations.CreateModel(
            name='AgencyPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', cms.blocks.fields.BodyField(blank=True, help_text='Sisipkan produk dari pasar: harga dan stoknya selalu mengikuti toko, jangan ditulis dengan tangan.', verbose_name='isi')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, help_text='Dari Google Maps: tekan lama pada tempatnya, lalu salin dua angka yang muncul. Angka pertama ditulis di sini. Contoh: -0.41467', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal('-11.2'), 'Ini di luar Indonesia. Contoh: -0.41467'), django.core.validators.MaxValueValidator(Decimal('6.2'), 'Ini di luar Indonesia. Contoh: -0.41467')], verbose_name='lintang')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, help_text='Angka kedua. Contoh: 116.98532', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal('94.9'), 'Ini di luar Indonesia. Contoh: 116.98532'), django.core.validators.MaxValueValidator(Decimal('141.1'), 'Ini di luar Indonesia. Contoh: 116.98532')], verbose_name='bujur')),
                ('lead', models.TextField(blank=True, help_text='Satu atau dua kalimat: apa yang dikerjakan dinas ini.', max_length=300, verbose_name='tugasnya')),
                ('hours', models.CharField(blank=True, help_text='Contoh: Senin–Jumat, 08.00–16.00 WITA', max_length=100, verbose_name='jam layanan')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='surel')),
                ('website', models.URLField(blank=True, verbose_name='situs')),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.agency', verbose_name='dinas (OPD)')),
                ('picture', models.ForeignKey(blank=True, help_text='Mendatar, lebar paling sedikit 1200 piksel. Tampil di atas halaman dan di kartu.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pictures.picture', verbose_name='gambar utama')),
            ],
            options={
                'verbose_name': 'halaman dinas',
                'verbose_name_plural': 'halaman dinas',
            },
            bases=(market.pagecache.public.PublicPage, cms.pages.languages.InBothLanguages, 'wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('corrected_on', models.DateField(default=cms.pages.stories.today, verbose_name='tanggal')),
                ('text', models.TextField(help_text='Tampil untuk semua pembaca. Contoh: Nama ketuanya semula ditulis Sariah, yang benar Sarinah.', max_length=500, verbose_name='apa yang diperbaiki')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'perbaikan',
                'verbose_name_plural': 'perbaikan',
                'ordering': ['-corrected_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='EventPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(help_text='Satu atau dua kalimat yang membuat orang ingin membaca terus.', max_length=300, verbose_name='pembuka')),
                ('body', cms.blocks.fields.BodyField(blank=True, help_text='Sisipkan produk dari pasar: harga dan stoknya selalu mengikuti toko, jangan ditulis dengan tangan.', verbose_name='isi')),
                ('sources', models.TextField(blank=True, help_text='Satu sumber satu baris: siapa, dokumen apa, atau alamat situs. Tampil di bawah tulisan.', verbose_name='sumber')),
                ('last_reviewed', models.DateField(blank=True, help_text='Tanggal isinya terakhir dibaca ulang dan masih benar.', null=True, verbose_name='terakhir diperiksa')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, help_text='Dari Google Maps: tekan lama pada tempatnya, lalu salin dua angka yang muncul. Angka pertama ditulis di sini. Contoh: -0.41467', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal('-11.2'), 'Ini di luar Indonesia. Contoh: -0.41467'), django.core.validators.MaxValueValidator(Decimal('6.2'), 'Ini di luar Indonesia. Contoh: -0.41467')], verbose_name='lintang')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, help_text='Angka kedua. Contoh: 116.98532', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal('94.9'), 'Ini di luar Indonesia. Contoh: 116.98532'), django.core.validators.MaxValueValidator(Decimal('141.1'), 'Ini di luar Indonesia. Contoh: 116.98532')], verbose_name='bujur')),
                ('starts_at', models.DateTimeField(help_text='Waktu setempat (WITA).', verbose_name='mulai')),
                ('ends_at', models.DateTimeField(blank=True, help_text='Boleh kosong.', null=True, verbose_name='selesai')),
                ('repeats', models.CharField(blank=True, choices=[('', 'sekali saja'), ('daily', 'setiap hari'), ('weekly', 'setiap minggu'), ('monthly', 'setiap bulan'), ('yearly', 'setiap tahun')], default='', help_text='Setiap bulan berarti pada tanggal yang sama; bulan yang tidak punya tanggal itu dilewati.', max_length=7, verbose_name='berulang')),
                ('repeats_until', models.DateField(blank=True, help_text='Hari terakhirnya. Kosongkan bila belum tahu.', null=True, verbose_name='berulang sampai')),
                ('where', models.CharField(blank=True, help_text='Contoh: halaman kantor desa', max_length=200, verbose_name='tempat')),
                ('fee', models.CharField(blank=True, help_text='Contoh: gratis; Rp25.000 per orang', max_length=100, verbose_name='biaya')),
                ('contact', models.CharField(blank=True, help_text='Contoh: Bu Lina, 0812 3456 7890', max_length=150, verbose_name='kontak yang tampil')),
                ('agency', models.ForeignKey(blank=True, help_text='Dinas yang menjawab bila ada yang bertanya tentang isi halaman ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.agency', verbose_name='dinas penanggung jawab')),
                ('picture', models.ForeignKey(blank=True, help_text='Mendatar, lebar paling sedikit 1200 piksel. Tampil di atas halaman dan di kartu.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pictures.picture', verbose_name='gambar utama')),
                ('regency', models.ForeignKey(blank=True, help_text='Terisi sendiri bila desanya dipilih.', limit_choices_to={'is_member': True}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.regency', verbose_name='kabupaten/kota')),
                ('village', models.ForeignKey(blank=True, help_text='Boleh kosong bila ceritanya tentang seluruh kabupaten.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.village', verbose_name='desa/kelurahan')),
            ],
            options={
                'verbose_name': 'acara',
                'verbose_name_plural': 'acara',
            },
            bases=(market.pagecache.public.PublicPage, cms.pages.languages.InBothLanguages, 'wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='FormQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('clean_name', models.CharField(blank=True, default='', help_text='Safe name of the form field, the label converted to ascii_snake_case', max_length=255, verbose_name='name')),
                ('label', models.CharField(help_text='The label of the form field', max_length=255, verbose_name='label')),
                ('field_type', models.CharField(choices=[('singleline', 'Single line text'), ('multiline', 'Multi-line text'), ('email', 'Email'), ('number', 'Number'), ('url', 'URL'), ('checkbox', 'Checkbox'), ('checkboxes', 'Checkboxes'), ('dropdown', 'Drop down'), ('multiselect', 'Multiple select'), ('radio', 'Radio buttons'), ('date', 'Date'), ('datetime', 'Date/time'), ('hidden', 'Hidden field')], max_length=16, verbose_name='field type')),
                ('required', models.BooleanField(default=True, verbose_name='required')),
                ('choices', models.TextField(blank=True, help_text='Comma or new line separated list of choices. Only applicable in checkboxes, radio and dropdown.', verbose_name='choices')),
                ('default_value', models.TextField(blank=True, help_text='Default value. Comma or new line separated values supported for checkboxes.', verbose_name='default value')),
                ('help_text', models.CharField(blank=True, max_length=255, verbose_name='help text')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='form_fields', to='cms.formpage')),
            ],
            options={
                'verbose_name': 'pertanyaan formulir',
                'verbose_name_plural': 'pertanyaan formulir',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MakerPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(help_text='Satu atau dua kalimat yang membuat orang ingin membaca terus.', max_length=300, verbose_name='pembuka')),
                ('body', cms.blocks.fields.BodyField(blank=True, help_text='Sisipkan produk dari pasar: harga dan stoknya selalu mengikuti toko, jangan ditulis dengan tangan.', verbose_name='isi')),
                ('sources', models.TextField(blank=True, help_text='Satu sumber satu baris: siapa, dokumen apa, atau alamat situs. Tampil di bawah tulisan.', verbose_name='sumber')),
                ('last_reviewed', models.DateField(blank=True, help_text='Tanggal isinya terakhir dibaca ulang dan masih benar.', null=True, verbose_name='terakhir diperiksa')),
                ('voice', models.TextField(blank=True, help_text='Satu atau dua kalimat dengan kata-katanya sendiri. Minta izinnya sebelum diterbitkan.', max_length=500, verbose_name='ucapannya')),
                ('agency', models.ForeignKey(blank=True, help_text='Dinas yang menjawab bila ada yang bertanya tentang isi halaman ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.agency', verbose_name='dinas penanggung jawab')),
                ('picture', models.ForeignKey(blank=True, help_text='Mendatar, lebar paling sedikit 1200 piksel. Tampil di atas halaman dan di kartu.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pictures.picture', verbose_name='gambar utama')),
                ('producer', models.ForeignKey(help_text='Yang sudah terdaftar sebagai penjual. Barangnya tampil sendiri di halaman ini.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='sellers.producer', verbose_name='produsen')),
                ('regency', models.ForeignKey(blank=True, help_text='Terisi sendiri bila desanya dipilih.', limit_choices_to={'is_member': True}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.regency', verbose_name='kabupaten/kota')),
                ('village', models.ForeignKey(blank=True, help_text='Boleh kosong bila ceritanya tentang seluruh kabupaten.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.village', verbose_name='desa/kelurahan')),
            ],
            options={
                'verbose_name': 'halaman pembuat',
                'verbose_name_plural': 'halaman pembuat',
            },
            bases=(market.pagecache.public.PublicPage, cms.pages.languages.InBothLanguages, 'wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='RoutePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(help_text='Satu atau dua kalimat yang membuat orang ingin membaca terus.', max_length=300, verbose_name='pembuka')),
                ('body', cms.blocks.fields.BodyField(blank=True, help_text='Sisipkan produk dari pasar: harga dan stoknya selalu mengikuti toko, jangan ditulis dengan tangan.', verbose_name='isi')),
                ('sources', models.TextField(blank=True, help_text='Satu sumber satu baris: siapa, dokumen apa, atau alamat situs. Tampil di bawah tulisan.', verbose_name='sumber')),
                ('last_reviewed', models.DateField(blank=True, help_text='Tanggal isinya terakhir dibaca ulang dan masih benar.', null=True, verbose_name='terakhir diperiksa')),
                ('contact_name', models.CharField(blank=True, help_text='Contoh: Pak Edi, Pokdarwis', max_length=100, verbose_name='nama kontak')),
                ('contact_phone', models.CharField(blank=True, help_text='Pertanyaan tamu dikirim ke nomor ini. Tidak tampil di halaman. Contoh: 0812 3456 7890', max_length=20, verbose_name='nomor WhatsApp kontak')),
                ('length', models.CharField(blank=True, help_text='Contoh: 2 hari 1 malam', max_length=60, verbose_name='lamanya')),
                ('season', models.CharField(blank=True, help_text='Contoh: Januari–Mei, saat danau penuh', max_length=100, verbose_name='waktu terbaik')),
                ('cost', models.CharField(blank=True, help_text='Contoh: Rp850.000 per orang', max_length=100, verbose_name='kira-kira biayanya')),
                ('agency', models.ForeignKey(blank=True, help_text='Dinas yang menjawab bila ada yang bertanya tentang isi halaman ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.agency', verbose_name='dinas penanggung jawab')),
                ('picture', models.ForeignKey(blank=True, help_text='Mendatar, lebar paling sedikit 1200 piksel. Tampil di atas halaman dan di kartu.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pictures.picture', verbose_name='gambar utama')),
                ('regency', models.ForeignKey(blank=True, help_text='Terisi sendiri bila desanya dipilih.', limit_choices_to={'is_member': True}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.regency', verbose_name='kabupaten/kota')),
                ('village', models.ForeignKey(blank=True, help_text='Boleh kosong bila ceritanya tentang seluruh kabupaten.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.village', verbose_name='desa/kelurahan')),
            ],
            options={
                'verbose_name': 'rute',
                'verbose_name_plural': 'rute',
            },
            bases=(market.pagecache.public.PublicPage, cms.pages.languages.InBothLanguages, 'wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='RouteStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('day', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1, 'Mulai dari 1.')], verbose_name='hari ke-')),
                ('title', models.CharField(blank=True, help_text='Wajib bila tidak ada halamannya. Contoh: Dermaga Kota Bangun', max_length=100, verbose_name='nama singgahan')),
                ('text', models.TextField(blank=True, max_length=500, verbose_name='apa yang dilakukan')),
                ('getting_there', models.CharField(blank=True, help_text='Dari singgahan sebelumnya. Contoh: naik ces, Rp50.000', max_length=200, verbose_name='cara ke sini')),
                ('hours', models.DecimalField(blank=True, decimal_places=1, help_text='Contoh: 1,5', max_digits=4, null=True, verbose_name='berapa jam ke sini')),
                ('place', models.ForeignKey(blank=True, help_text='Tempat wisata, pembuat, acara atau desa. Kosongkan bila cukup dengan nama.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='halaman')),
                ('route', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='cms.routepage')),
            ],
            options={
                'verbose_name': 'singgahan',
                'verbose_name_plural': 'singgahan',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VillagePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', cms.blocks.fields.BodyField(blank=True, help_text='Sisipkan produk dari pasar: harga dan stoknya selalu mengikuti toko, jangan ditulis dengan tangan.', verbose_name='isi')),
                ('sources', models.TextField(blank=True, help_text='Satu sumber satu baris: siapa, dokumen apa, atau alamat situs. Tampil di bawah tulisan.', verbose_name='sumber')),
                ('last_reviewed', models.DateField(blank=True, help_text='Tanggal isinya terakhir dibaca ulang dan masih benar.', null=True, verbose_name='terakhir diperiksa')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, help_text='Dari Google Maps: tekan lama pada tempatnya, lalu salin dua angka yang muncul. Angka pertama ditulis di sini. Contoh: -0.41467', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal('-11.2'), 'Ini di luar Indonesia. Contoh: -0.41467'), django.core.validators.MaxValueValidator(Decimal('6.2'), 'Ini di luar Indonesia. Contoh: -0.41467')], verbose_name='lintang')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, help_text='Angka kedua. Contoh: 116.98532', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal('94.9'), 'Ini di luar Indonesia. Contoh: 116.98532'), django.core.validators.MaxValueValidator(Decimal('141.1'), 'Ini di luar Indonesia. Contoh: 116.98532')], verbose_name='bujur')),
                ('contact_name', models.CharField(blank=True, help_text='Contoh: Pak Edi, Pokdarwis', max_length=100, verbose_name='nama kontak')),
                ('contact_phone', models.CharField(blank=True, help_text='Pertanyaan tamu dikirim ke nomor ini. Tidak tampil di halaman. Contoh: 0812 3456 7890', max_length=20, verbose_name='nomor WhatsApp kontak')),
                ('lead', models.TextField(blank=True, help_text='Satu atau dua kalimat: di mana desa ini, dan apa yang khas.', max_length=300, verbose_name='pembuka')),
                ('agency', models.ForeignKey(blank=True, help_text='Dinas yang menjawab bila ada yang bertanya tentang isi halaman ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.agency', verbose_name='dinas penanggung jawab')),
                ('picture', models.ForeignKey(blank=True, help_text='Mendatar, lebar paling sedikit 1200 piksel. Tampil di atas halaman dan di kartu.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pictures.picture', verbose_name='gambar utama')),
                ('regency', models.ForeignKey(blank=True, help_text='Terisi sendiri bila desanya dipilih.', limit_choices_to={'is_member': True}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.regency', verbose_name='kabupaten/kota')),
                ('village', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.village', verbose_name='desa/kelurahan')),
            ],
            options={
                'verbose_name': 'halaman desa',
                'verbose_name_plural': 'halaman desa',
            },
            bases=(cms.pages.languages.InBothLanguages, 'wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='Enquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(choices=[('place', 'tempat wisata'), ('route', 'rute'), ('homestay', 'penginapan warga'), ('village', 'desa')], max_length=8, verbose_name='tentang')),
                ('title', models.CharField(max_length=255, verbose_name='nama tempat waktu itu')),
                ('arrives_on', models.DateField(blank=True, null=True, verbose_name='datang')),
                ('leaves_on', models.DateField(blank=True, null=True, verbose_name='pulang')),
                ('people', models.PositiveSmallIntegerField(verbose_name='berapa orang')),
                ('wish', models.TextField(verbose_name='keinginan')),
                ('name', models.CharField(max_length=100, verbose_name='nama penanya')),
                ('phone', models.CharField(max_length=16, verbose_name='telepon penanya')),
                ('language', models.CharField(default='id', max_length=5, verbose_name='bahasa')),
                ('asked_from', models.CharField(blank=True, max_length=32, verbose_name='nama jaringan')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ditanyakan')),
                ('due_at', models.DateTimeField(verbose_name='dijawab paling lambat')),
                ('contact_name', models.CharField(blank=True, max_length=100, verbose_name='dikirim kepada')),
                ('contact_phone', models.CharField(max_length=16, verbose_name='nomor yang dikirimi')),
                ('answer', models.TextField(blank=True, verbose_name='jawaban')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='dijawab')),
                ('answered_by', models.ForeignKey(blank=True, help_text='Kosong bila dijawab lewat tautan oleh kontak desa.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dijawab petugas')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='halaman')),
                ('regency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.regency', verbose_name='kabupaten/kota')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='penanya')),
            ],
            options={
                'verbose_name': 'pertanyaan tamu',
                'verbose_name_plural': 'pertanyaan tamu',
                'indexes': [models.Index(fields=['phone', 'asked_at'], name='cms_enquiries_by_phone'), models.Index(fields=['asked_from', 'asked_at'], name='cms_enquiries_by_network'), models.Index(condition=models.Q(('answered_at__isnull', True)), fields=['due_at'], name='cms_enquiries_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='cms_an_answer_has_words_and_a_time'), models.CheckConstraint(condition=models.Q(('leaves_on__isnull', True), ('leaves_on__gte', models.F('arrives_on')), _connector='OR'), name='cms_visitors_leave_after_they_came')],
            },
        ),
        watch("cms_villageindexpage"),
        watch("cms_villagepage"),
        watch("cms_makerindexpage"),
        watch("cms_makerpage"),
        watch("cms_agencyindexpage"),
        watch("cms_agencypage"),
        watch("cms_eventindexpage"),
        watch("cms_eventpage"),
        watch("cms_routeindexpage"),
        watch("cms_routepage"),
        watch("cms_routestop"),
        watch("cms_correction"),
    ]
