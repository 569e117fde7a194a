from django.apps import AppConfig


class GatewaysConfig(AppConfig):
    name = "market.gateways"
    label = "gateways"
    verbose_name = "Gerbang pembayaran"
    default_auto_field = "django.db.models.BigAutoField"
