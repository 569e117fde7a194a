"""Pages go a way of three steps before they are published: village, agency, Diskominfo."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('cms', '0007_stories_that_villagers_send'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReviewTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ('step', models.CharField(choices=[('village', 'Pemeriksaan desa'), ('agency', 'Pemeriksaan fakta oleh dinas'), ('publish', 'Penerbitan oleh Diskominfo')], default='publish', max_length=10, verbose_name='langkah')),
                ('groups', models.ManyToManyField(help_text='Pages/snippets at this step in a workflow will be moderated or approved by these groups of users', to='auth.group', verbose_name='groups')),
            ],
            options={
                'verbose_name': 'langkah pemeriksaan',
                'verbose_name_plural': 'langkah pemeriksaan',
            },
            bases=('wagtailcore.task',),
        ),
    ]
