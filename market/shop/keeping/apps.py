from django.apps import AppConfig


class KeepingConfig(AppConfig):
    name = "market.shop.keeping"
    label = "keeping"
    verbose_name = "Yang disimpan pembeli"
    default_auto_field = "django.db.models.BigAutoField"
