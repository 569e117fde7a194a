"""The menu item "Terjemahan produk" of the back office."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from catalogue import office


@hooks.register("register_admin_urls")
def translation_urls() -> list[URLPattern | URLResolver]:
    pages = [path("", office.index, name="index"), path("<int:number>/", office.product, name="product")]
    return [path("terjemahan-produk/", include((pages, "translations")))]


class TranslationsMenuItem(MenuItem):
    """Shown to operators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return office.may_translate(request.user)


@hooks.register("register_admin_menu_item")
def translations_menu_item() -> MenuItem:
    return TranslationsMenuItem("Terjemahan produk", reverse("translations:index"), icon_name="globe", order=255)
