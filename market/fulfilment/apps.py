from django.apps import AppConfig


class FulfilmentConfig(AppConfig):
    name = "market.fulfilment"
    label = "fulfilment"
    verbose_name = "Pengiriman"
    default_auto_field = "django.db.models.BigAutoField"
