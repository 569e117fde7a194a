from django.db import migrations


def forget_unnamed(apps, schema_editor):
    """Offers that sellers bore without being named are not applied until somebody says who bears them."""
    apps.get_model("settlement", "Funding").objects.filter(partner=None).exclude(bearer="marketplace").delete()


class Migration(migrations.Migration):
    dependencies = [("settlement", "0011_fundings_name_the_shop")]

    operations = [migrations.RunPython(forget_unnamed, migrations.RunPython.noop)]
