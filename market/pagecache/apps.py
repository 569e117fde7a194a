from django.apps import AppConfig


class PageCacheConfig(AppConfig):
    name = "market.pagecache"
    label = "pagecache"
    verbose_name = "Halaman umum"
    default_auto_field = "django.db.models.BigAutoField"
