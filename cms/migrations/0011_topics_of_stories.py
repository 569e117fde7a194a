"""Stories say what they are about, by topics from one list."""

from django.db import migrations, models

import cms.pages.choices


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0010_words_of_the_office"),
    ]

    operations = [
        migrations.AddField(
            model_name="storypage",
            name="topics",
            field=cms.pages.choices.TickedField(
                base_field=models.CharField(
                    choices=[
                        ("makanan", "makanan dan minuman"),
                        ("kerajinan", "kerajinan tangan"),
                        ("adat", "adat dan upacara"),
                        ("sungai", "sungai dan danau"),
                        ("hutan", "hutan dan kebun"),
                        ("jalan-jalan", "jalan-jalan"),
                        ("orang", "orang dan kisahnya"),
                        ("usaha", "usaha desa"),
                    ],
                    max_length=12,
                ),
                blank=True,
                default=list,
                help_text="Satu atau dua sudah cukup. Pembaca bisa mencari dan berlangganan cerita menurut temanya.",
                size=None,
                verbose_name="tema",
            ),
        ),
    ]
