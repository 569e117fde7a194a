"""The card that a new market starts with: 5 % of goods, and an example of a shop from which nothing is taken, switched off."""

from django.db import migrations

CARD = [
    {"position": 10, "name": "Tanpa komisi (contoh)", "is_active": False, "basis_points": 0},
    {"position": 100, "name": "Komisi umum", "is_active": True, "basis_points": 500},
]


def write(apps, schema_editor):
    rates = apps.get_model("settlement", "CommissionRate").objects
    for rate in CARD:
        rates.get_or_create(name=rate["name"], defaults=rate)


def take_away(apps, schema_editor):
    apps.get_model("settlement", "CommissionRate").objects.filter(name__in=[rate["name"] for rate in CARD]).delete()


class Migration(migrations.Migration):
    dependencies = [("settlement", "0006_what_was_agreed_stays")]

    operations = [migrations.RunPython(write, take_away)]
