"""Writes the rows of goods that were there before the listing kept itself; rows that are right stay as they are."""

from django.db import migrations

FILL = "SELECT catalogue_relist(ARRAY(SELECT id FROM catalogue_product WHERE structure <> 'child'))"


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0011_words_of_the_office")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
