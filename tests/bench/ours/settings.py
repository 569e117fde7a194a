"""Production's own settings, without what needs TLS or a Redis server; the environment names database and files."""

import os

MADE_UP = {
    "SECRET_KEY": "only-for-the-benchmark-" + "x" * 40,
    "ALLOWED_HOSTS": "127.0.0.1,testserver,.localhost",
    "BASE_URL": "http://127.0.0.1:8000",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "STRIPE_SECRET_KEY": "sk_live_made_up",
    "STRIPE_WEBHOOK_SECRETS": "whsec_made_up",
    "NOTIFY_HTTP_URL": "https://gateway.example/send",
}
for name, made_up in MADE_UP.items():
    os.environ.setdefault(name, made_up)

from market.settings.production import *  # noqa: E402, F403
from market.settings.production import MIDDLEWARE, VAR  # noqa: E402

STATIC_ROOT = VAR.parent / "static-ours"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = OSCAR_BASKET_COOKIE_SECURE = False
MIDDLEWARE = [
    "tests.bench.counting.CountQueries",
    *MIDDLEWARE,
]
