"""The four ways to pay; cards are offered from the start, the others once an operator has set them up."""

from django.db import migrations

WAYS = [
    {"code": "stripe", "is_on": True, "mode": "pooled", "floor": 15_000, "hold_minutes": 35, "position": 40},
    {"code": "qris", "is_on": False, "mode": "direct", "cap": 10_000_000, "hold_minutes": 120, "position": 10},
    {"code": "transfer", "is_on": False, "mode": "direct", "floor": 10_000, "hold_minutes": 1440, "position": 20},
    {
        "code": "cash",
        "is_on": False,
        "mode": "direct",
        "cap": 500_000,
        "hold_minutes": 10_080,
        "is_local_only": True,
        "position": 30,
    },
]


def write(apps, schema_editor):
    methods = apps.get_model("settlement", "PaymentMethod").objects
    for way in WAYS:
        methods.get_or_create(code=way["code"], defaults=way)


def take_away(apps, schema_editor):
    apps.get_model("settlement", "PaymentMethod").objects.filter(code__in=[way["code"] for way in WAYS]).delete()


class Migration(migrations.Migration):
    dependencies = [("settlement", "0003_ways_to_pay_keep_their_rules")]
    operations = [migrations.RunPython(write, take_away)]
