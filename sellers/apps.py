from django.apps import AppConfig


class SellersConfig(AppConfig):
    name = "sellers"
    label = "sellers"
    verbose_name = "Toko dan produsen"
    default_auto_field = "django.db.models.BigAutoField"
