from __future__ import annotations

from types import ModuleType

from django.apps import AppConfig

from market.demo import clock


class DemoConfig(AppConfig):
    name = "market.demo"
    label = "demo"
    verbose_name = "Demo"
    default_auto_field = "django.db.models.BigAutoField"

    def __init__(self, app_name: str, app_module: ModuleType | None) -> None:
        """Install the clock here: later, other modules hold their own reference to `timezone.now`."""
        clock.install()
        super().__init__(app_name, app_module)
