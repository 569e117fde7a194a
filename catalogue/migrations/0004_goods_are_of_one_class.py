"""Make the one product class: goods whose stock is counted and that travel."""

from django.db import migrations


def make_class(apps, schema_editor):
    ProductClass = apps.get_model("catalogue", "ProductClass")
    ProductClass.objects.get_or_create(
        slug="barang", defaults={"name": "Barang", "track_stock": True, "requires_shipping": True}
    )


def remove_class(apps, schema_editor):
    ProductClass = apps.get_model("catalogue", "ProductClass")
    Product = apps.get_model("catalogue", "Product")
    made = ProductClass.objects.filter(slug="barang")
    if not Product.objects.filter(product_class__in=made).exists():
        made.delete()


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_category_has_its_own_address")]

    operations = [migrations.RunPython(make_class, remove_class)]
