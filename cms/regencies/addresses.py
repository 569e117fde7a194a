"""Which addresses a regency's host answers itself; all others are the main host's, and links there are whole."""

from __future__ import annotations

import re
from functools import lru_cache

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from cms.pages.info import PAGES
from cms.regencies.hosts import PREFIXES, main_origin

WAGTAILS = "wagtail_serve"
EVERYWHERE = {
    "robots", "sitemap", "sitemap_part", "favicon", "security", "livez", "readyz", "rendition",
    "wagtaildocs_serve", "save_data", "events:all", "events:one",
}  # fmt: skip
"""What every host answers for itself; whatever else is not one of Wagtail's pages stands on the main host only."""

MARKETS = {info.slug for info in PAGES}
LINK = re.compile(rb'( (?:href|action|formaction)=")(/(?!/)[^"]*)"')


@lru_cache(maxsize=2000)
def is_of_main(path: str) -> bool:
    """Say whether what stands at a path stands on the main host only: shop, account, office, villages, terms."""
    with translation.override(settings.LANGUAGE_CODE):
        bare = _without_language(path)
        try:
            match = resolve(bare)
        except Resolver404:
            return False
    if match.view_name != WAGTAILS:
        return match.view_name not in EVERYWHERE
    return bare.strip("/") in MARKETS


def whole(content: bytes) -> bytes:
    """Return a regency's page with whole addresses in its links to the main host; those to itself stay short."""
    origin = main_origin().encode()

    def written(found: re.Match[bytes]) -> bytes:
        path = re.split(rb"[?#]", found[2], maxsplit=1)[0].decode()
        return found[1] + (origin if is_of_main(path) else b"") + found[2] + b'"'

    return LINK.sub(written, content)


def _without_language(path: str) -> str:
    prefix = next((prefix for prefix in PREFIXES if path.startswith(f"{prefix}/")), "")
    return path[len(prefix) :]
