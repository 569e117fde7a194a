"""What browsers may load for our pages and do with them; the office is left to Wagtail."""

from typing import Any

from csp.constants import NONE, SELF

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "form-action": [SELF, "https://checkout.stripe.com"],  # Chromium holds redirects to it too
    },
    "EXCLUDE_URL_PREFIXES": ("/kelola/",),
}
