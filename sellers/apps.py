from django.apps import AppConfig


class SellersConfig(AppConfig):
    name = "sellers"
    label = "sellers"
    verbose_name = "Toko dan produsen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sellers import effects, scans  # noqa: F401  (what the outbox does here; the looks at packs)
        from sellers.closing import follow_deleted_people
        from sellers.having import stand_beside_goods
        from sellers.sync import edit_kinds, goods, maker_kinds, order_kinds, shop_kinds, spoken, stock_kinds  # noqa: F401  (what phones send)

        follow_deleted_people()
        stand_beside_goods()
