"""What the seller app is made of: its pages, styles and scripts, which the worker keeps on a seller's phone."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse

SHARED_SCRIPTS = tuple(
    f"outbox/{name}" for name in ("store", "person", "operations", "hearing", "shrinking", "asking", "sending", "age")
)
"""What the app's pages and the worker share under static/js/, each resting on those before it."""

MODULES = (
    "amounts", "app", "attachments", "carried", "carry", "checks", "count", "data", "days", "drafts", "forms", "keys",
    "kinds", "made_of_forms", "makers", "making", "moments", "naming", "numbers", "orders", "pickers",
    "product_form", "products", "queue", "room", "shell", "steps", "story", "telling", "to_see", "voice",
)  # fmt: skip
"""What only its pages run, under static/js/workshop/."""

ALSO = ("area_picker", "early")
"""What they use of the shop's own scripts, and the one that is there before all others."""

LOOKS = (
    "css/site.css",
    "css/workshop.css",
    "css/workshop_steps.css",
    "css/workshop_money.css",
    "css/workshop_app.css",
    "css/info.css",
    "img/favicon.svg",
    "img/icons.svg",
)
PAGES = ("workshop:app", "workshop:queue")
"""Pages that are the same for everybody; the first draws the others where there is no signal."""

HELP = ("/bantuan-penjual/",)
"""Pages of the shop window that a seller finds on her phone without having read them; `css/info.css` is theirs."""

ALONG = ("workshop:money",)
"""Her own pages that the phone does not draw, and that she finds on it without having opened them."""

SHORTCUTS = [
    {"name": "Tambah produk", "url": "/jual/produk/baru/"},
    {"name": "Pesanan", "url": "/jual/pesanan/"},
    {"name": "Kirim cerita", "url": "/jual/cerita/kirim/"},
    {"name": "Antrean", "url": "/jual/antrean/"},
]


def parts_of_the_app() -> dict[str, Any]:
    """Return the addresses of all this; the worker fetches them once a seller opens the app."""
    scripts = [*SHARED_SCRIPTS, *(f"workshop/{name}" for name in MODULES), *ALSO]
    return {
        "pages": [reverse(name) for name in PAGES],
        "help": [*HELP],
        "along": [reverse(name) for name in ALONG],
        "files": [*map(static, LOOKS), *(static(f"js/{name}.js") for name in scripts)],
        "signOut": reverse("account_logout"),
    }
