from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "market"
    label = "house"
    verbose_name = "Pasar Hulu"

    def ready(self) -> None:
        """Register the house rules."""
        from market import checks  # noqa: F401
