from django.apps import AppConfig


class QrisConfig(AppConfig):
    name = "market.gateways.qris"
    label = "qris_gateway"
    verbose_name = "QRIS"

    def ready(self) -> None:
        """Register what is taken from the inbox."""
        from market.gateways.qris import arrivals  # noqa: F401
