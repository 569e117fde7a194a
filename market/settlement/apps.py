from django.apps import AppConfig


class SettlementConfig(AppConfig):
    name = "market.settlement"
    label = "settlement"
    verbose_name = "Penyelesaian"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from market.settlement import effects as effects
