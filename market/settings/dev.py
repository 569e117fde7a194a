"""Development and the demo: one machine, no TLS, embedded PostgreSQL, messages kept in a box."""

from csp.constants import SELF
from django.core.exceptions import ImproperlyConfigured

from market.settings.base import *  # noqa: F403
from market.settings.base import CONTENT_SECURITY_POLICY, INSTALLED_APPS, VAR, env
from market.settings.database import from_environment

DEBUG = env.flag("DEBUG", False)
SECRET_KEY = "only for development; production reads SECRET_KEY"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", ".localhost", "testserver"]
INTERNAL_IPS = ["127.0.0.1"]
DATABASES = {"default": {**from_environment(VAR / "postgres"), "CONN_MAX_AGE": 60}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR / "cache"}}

DEMO = True
DEMO_SIGN_IN_CODE = "000000"
OFTEN = ("request_login_code", "request_known_login_code", "near_login_codes", "request_proof_code")
ACCOUNT_RATE_LIMITS = {**ACCOUNT_RATE_LIMITS, **dict.fromkeys(OFTEN, "120/h/key")}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost:8000; a browser makes no passkey for 127.0.0.1
INSTALLED_APPS = ["market.demo", "market.gateways.stripe.double", *INSTALLED_APPS]
NOTIFY_CHANNEL = "market.notify.channels.box.BoxChannel"

BROKER_FOLDER = VAR / "celery"
CELERY_BROKER_URL = "folder://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "data_folder_in": str(BROKER_FOLDER / "queue"),
    "data_folder_out": str(BROKER_FOLDER / "queue"),
    "processed_folder": str(BROKER_FOLDER / "processed"),
    "control_folder": str(BROKER_FOLDER / "control"),
    "store_processed": False,
    "polling_interval": 0.05,
}
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
for folder in ("queue", "processed", "control"):
    (BROKER_FOLDER / folder).mkdir(parents=True, exist_ok=True)

STRIPE_SECRET_KEY = env.text("STRIPE_SECRET_KEY", "sk_test_double")
if "_live_" in STRIPE_SECRET_KEY:
    raise ImproperlyConfigured("STRIPE_SECRET_KEY is a live key; development and the demo take sk_test_ keys only")
STRIPE_WEBHOOK_SECRETS = env.names("STRIPE_WEBHOOK_SECRETS", "whsec_double")
STRIPE_API_BASE = env.text("STRIPE_API_BASE", "http://127.0.0.1:8001")
CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY,
    "DIRECTIVES": {**CONTENT_SECURITY_POLICY["DIRECTIVES"], "form-action": [SELF, STRIPE_API_BASE]},
}

SECURE_HSTS_SECONDS = 0
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = None
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
LANGUAGE_COOKIE_SECURE = False
OSCAR_BASKET_COOKIE_SECURE = False
OSCAR_RECENTLY_VIEWED_COOKIE_SECURE = False
