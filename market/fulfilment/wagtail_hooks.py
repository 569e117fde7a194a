"""The menu "Pengiriman" of the back office."""

from __future__ import annotations

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from market.fulfilment.models import Service, Tariff
from market.fulfilment.office import DeliveryGroup, ServicePolicy, TariffPolicy

register_permission_policy(Tariff, TariffPolicy(Tariff))
register_permission_policy(Service, ServicePolicy(Service))


@hooks.register("register_admin_viewset")
def delivery_menu() -> DeliveryGroup:
    return DeliveryGroup()
