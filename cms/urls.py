"""Addresses that programs know by heart; they have no language."""

from django.urls import path

import market.pagecache.numbers  # noqa: F401  (what `number:` in addresses is)
from cms.machines import crawlers
from cms.media.recordings import recording

urlpatterns = [
    path("rekaman/<number:document_id>/<str:document_filename>", recording, name="wagtaildocs_serve"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap-<slug:section>-<number:number>.xml", crawlers.sitemap_part, name="sitemap_part"),
    path("favicon.ico", crawlers.favicon, name="favicon"),
    path(".well-known/security.txt", crawlers.security, name="security"),
]
