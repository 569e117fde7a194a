"""Production: what must be set in the environment; a missing secret stops the start and names itself."""

from market.settings.base import *  # noqa: F403
from market.settings.base import env
from market.settings.database import from_url

SECRET_KEY = env.secret("SECRET_KEY", "a long random text that signs sessions and links")
ALLOWED_HOSTS = env.secrets("ALLOWED_HOSTS", "the host names that this site answers to, with commas between")
BASE_URL = env.secret("BASE_URL", "the public address of the site, such as https://pasarhulu.example")
DATABASES = {
    "default": {
        **from_url(env.secret("DATABASE_URL", "postgres://user:secret@host/name, the PostgreSQL database")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
REDIS_URL = env.secret("REDIS_URL", "redis://host:6379/0, for the queue and the cache")
CELERY_BROKER_URL = REDIS_URL
CACHES = {
    "default": {
        "BACKEND": "market.cache.ForgivingRedis",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},  # seconds
    }
}
STRIPE_SECRET_KEY = env.secret("STRIPE_SECRET_KEY", "the secret key of the Stripe account that takes cards")
STRIPE_WEBHOOK_SECRETS = env.secrets(
    "STRIPE_WEBHOOK_SECRETS", "the signing secrets of the webhook endpoint, newest first, with commas between"
)
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole("TRUSTED_PROXY_COUNT", 1)
NOTIFY_HTTP_URL = env.secret("NOTIFY_HTTP_URL", "the address of the SMS or WhatsApp gateway; sign-in codes go by it")
