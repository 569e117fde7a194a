from django.apps import AppConfig


class BillsConfig(AppConfig):
    name = "market.gateways.bills"
    label = "bills"
    verbose_name = "Tagihan"
