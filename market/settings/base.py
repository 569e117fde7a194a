"""What holds everywhere, safe for production; `dev` and `test` loosen it, nothing else does."""

from pathlib import Path
from typing import Any

from django.urls import reverse_lazy
from oscar.defaults import *  # noqa: F403  (Oscar reads its own settings from here)

from market.settings import env
from market.settings.apps import INSTALLED_APPS as INSTALLED_APPS
from market.settings.logs import LOGGING as LOGGING
from market.settings.money import *  # noqa: F403
from market.settings.policy import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(env.text("VAR_DIR", str(ROOT / "var")))

DEBUG = False
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS")
ROOT_URLCONF = "market.urls"
WSGI_APPLICATION = "market.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1
SITE_NAME = "Pasar Hulu"
BASE_URL = env.text("BASE_URL", "http://127.0.0.1:8000")

MIDDLEWARE = [
    "market.pagecache.gzipped.GzipText",
    "market.pagecache.middleware.PageCache",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.regencies.middleware.RegencyHost",
    "cms.media.players.Players",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "market.accounts.middleware.OfficeGuard",
    "cms.regencies.guard.RegencyGuard",
    "oscar.apps.basket.middleware.BasketMiddleware",
    "market.shop.basket.middleware.HeaderCookies",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.review.answers.SayFaults",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "market" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "cms.words.unmarked.Loader"],
                ),
            ],
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "oscar.core.context_processors.metadata",
            ],
            "builtins": [
                "django.templatetags.static",
                "django.templatetags.i18n",
                "market.accounts.templatetags.phones",
                "market.settlement.templatetags.money",
            ],
        },
    },
]

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("accounts:home")
ACCOUNT_ADAPTER = "market.accounts.adapter.PhoneAdapter"
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 300
ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = 3
ACCOUNT_EMAIL_VERIFICATION = "none"
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_RATE_LIMITS = {  # by number and device first: a whole village sits behind one address
    "request_login_code": "5/h/key,10/d/key,1000/h/ip",
    "request_known_login_code": "5/h/key,10/d/key",  # on a device that the account knows, which no stranger uses up
    "near_login_codes": "100/h/key",  # to 10,000 numbers that follow each other, as those who sell messages have them
    "login_codes_abroad": "100/h/key",
    "all_login_codes": "3000/h/key",
    "guess_login_code": "3/10m/key",
    "request_proof_code": "5/h/key,10/d/key",
    "login_failed": "5/10m/key,20/d/key",  # guesses at the second factor, by person
}
MFA_ADAPTER = "market.accounts.mfa_adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "market.accounts.factor_forms.FactorForm",
    "activate_totp": "market.accounts.factor_forms.SetUpForm",
}
OFFICE_PROOF_HOURS = env.whole("OFFICE_PROOF_HOURS", 12)
DEMO = False
DEMO_SIGN_IN_CODE = ""

# Words, places, times
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "Bahasa Inggris")]  # as the office names them
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = "market.formats"
TIME_ZONE = "Asia/Makassar"
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else shows them, and each of a hundred answers would say so
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
PRIVATE_MEDIA_ROOT = VAR / "private"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "market.static_files.CompressedHashedStorage"},
    "originals": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_MEDIA_ROOT)},  # a task that deletes a file takes it along as JSON
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# Wagtail
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAILIMAGES_IMAGE_MODEL = "pictures.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "market.pictures.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "heic"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"jpeg": "webp", "png": "webp", "webp": "webp"}
WAGTAILIMAGES_WEBP_QUALITY = 72
WAGTAILIMAGES_AVIF_QUALITY = 50
WAGTAILDOCS_EXTENSIONS = ["mp3", "m4a", "ogg", "opus", "wav"]  # recordings; other documents have no address
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.media.untold.DocumentForm"
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("id", "Bahasa Indonesia")]
MODELSEARCH_BACKENDS = {
    "default": {"BACKEND": "modelsearch.backends.database", "SEARCH_CONFIG": "indonesian"},
    "market": {"BACKEND": "market.shop.search.backend"},
}

# Oscar
OSCAR_SHOP_NAME = SITE_NAME
OSCAR_DEFAULT_CURRENCY = "IDR"
OSCAR_CURRENCY_FORMAT = {"IDR": {"format": "¤#,##0", "currency_digits": False}}
OSCAR_HOMEPAGE = "/"
OSCAR_ALLOW_ANON_CHECKOUT = True
OSCAR_SEND_REGISTRATION_EMAIL = False
OSCAR_EAGER_ALERTS = False
OSCAR_SAVE_SENT_EMAILS_TO_DB = False
OSCAR_ACCOUNTS_REDIRECT_URL = "accounts:home"
OSCAR_INITIAL_ORDER_STATUS = "awaiting_payment"
OSCAR_OFFER_ROUNDING_FUNCTION = "market.settlement.rupiah.round_discount"
OSCAR_REQUIRED_ADDRESS_FIELDS = ("first_name", "line1", "line4", "country")
OSCAR_THUMBNAILER = "market.shop.dashboard.thumbnails.RenditionThumbnailer"
OSCAR_DASHBOARD_DEFAULT_ACCESS_FUNCTION = "market.shop.dashboard.guard.may_open"
OSCAR_DASHBOARD_NAVIGATION = [
    {"label": "Ringkasan", "icon": "fas fa-list", "url_name": "dashboard:index"},
    {"label": "Produk", "icon": "fas fa-sitemap", "url_name": "dashboard:catalogue-product-list"},
    {"label": "Jenis barang", "icon": "fas fa-folder", "url_name": "dashboard:catalogue-category-list"},
    {
        "label": "Pesanan",
        "icon": "fas fa-shopping-cart",
        "children": [
            {"label": "Semua pesanan", "url_name": "dashboard:order-list"},
            {"label": "Angka pesanan", "url_name": "dashboard:order-stats"},
        ],
    },
    {
        "label": "Promo",
        "icon": "fas fa-bullhorn",
        "children": [
            {"label": "Potongan harga", "url_name": "dashboard:offer-list"},
            {"label": "Kelompok produk", "url_name": "dashboard:range-list"},
            {"label": "Kode voucer", "url_name": "dashboard:voucher-list"},
            {"label": "Paket voucer", "url_name": "dashboard:voucher-set-list"},
        ],
    },
]
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
HAYSTACK_SIGNAL_PROCESSOR = "haystack.signals.BaseSignalProcessor"
MIGRATION_MODULES = {
    "offer": "oscar.apps.offer.migrations",
    "order": "oscar.apps.order.migrations",
    "basket": "oscar.apps.basket.migrations",
    "shipping": "oscar.apps.shipping.migrations",
}

# Work that happens later
CELERY_BROKER_URL = env.text("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {  # a broker that is down may not hold up a buyer for long
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "socket_connect_timeout": 2,
    "visibility_timeout": 300,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Its line is open even while every place is busy: without it a worker whose acknowledgements failed waits for ever.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "activate-changed-accounts": {"task": "market.gateways.bills.tasks.activate_due", "schedule": 300.0},
    "sweep-the-outbox": {"task": "market.outbox.tasks.sweep", "schedule": 30.0},
    "keep-the-listing": {"task": "catalogue.tasks.keep_the_listing", "schedule": 30.0},
    "index-the-renamed": {"task": "market.shop.search.tasks.index_the_renamed", "schedule": 30.0},
    "release-expired-holds": {"task": "market.shop.order.tasks.release_expired", "schedule": 60.0},
    "fetch-missed-events-of-stripe": {"task": "market.gateways.stripe.tasks.fetch_missed_events", "schedule": 300.0},
    "tell-who-waits": {"task": "market.shop.keeping.tasks.tell_who_waits", "schedule": 300.0},
    "receive-overdue-orders": {"task": "market.shop.order.tasks.receive_overdue", "schedule": 3600.0},
    "make-village-pages": {"task": "cms.tasks.make_village_pages", "schedule": 600.0},
    "take-down-makers": {"task": "cms.tasks.take_down_makers", "schedule": 600.0},
    "publish-due-pages": {"task": "cms.tasks.publish_due_pages", "schedule": 60.0},
    "tell-of-stale-pages": {"task": "cms.tasks.tell_of_stale_pages", "schedule": 21_600.0},
    "remind-of-enquiries": {"task": "cms.tasks.remind_of_enquiries", "schedule": 3600.0},
    "forget-old-enquiries": {"task": "cms.tasks.forget_old_enquiries", "schedule": 86_400.0},
    "forget-old-stories": {"task": "market.attribution.tasks.forget_old_stories", "schedule": 86_400.0},
    "open-rested-shops": {"task": "sellers.tasks.open_rested_shops", "schedule": 300.0},
    "let-permits-run-out": {"task": "sellers.tasks.take_marks_of_permits_that_ran_out", "schedule": 3600.0},
    "remind-of-consents-that-end": {"task": "sellers.tasks.remind_of_consents_that_end", "schedule": 3600.0},
    "forget-strays-of-sellers": {"task": "sellers.tasks.forget_strays", "schedule": 86_400.0},
    "forget-abandoned-uploads": {"task": "sellers.tasks.forget_abandoned_uploads", "schedule": 86_400.0},
}

# Public pages
PAGE_CACHE = env.word_or_redis("PAGE_CACHE", ("memory", "off"))
PAGE_CACHE_MEGABYTES = env.whole("PAGE_CACHE_MEGABYTES", 64)  # of each process
API_PER_MINUTE = env.whole("API_PER_MINUTE", 120)  # asked by one network address of /api/v1/, past the page cache
VIEW_COUNT_SECONDS = env.whole("VIEW_COUNT_SECONDS", 10)  # how long looks at products wait in memory to be written
PAGE_CACHE_CDN_SECONDS = env.whole("PAGE_CACHE_CDN_SECONDS", 0)  # only where a CDN is purged with every change

# Messages
NOTIFY_CHANNEL = "market.notify.channels.http.HttpChannel"
NOTIFY_HTTP_URL = env.text("NOTIFY_HTTP_URL")
NOTIFY_HTTP_METHOD = env.text("NOTIFY_HTTP_METHOD", "POST")
NOTIFY_HTTP_HEADERS = env.text("NOTIFY_HTTP_HEADERS", "{}")
NOTIFY_HTTP_BODY = env.text("NOTIFY_HTTP_BODY", '{"to": "{phone}", "text": "{text}"}')
NOTIFY_HTTP_ID_PATH = env.text("NOTIFY_HTTP_ID_PATH")
NOTIFY_REPLY_SECRETS = env.names("NOTIFY_REPLY_SECRETS")  # sign what the gateway hands on of people's answers
NOTIFY_REPLY_TOKENS = env.names("NOTIFY_REPLY_TOKENS")  # of a gateway that cannot sign, but sends a header
NOTIFY_REPLY_READS = env.text("NOTIFY_REPLY_READS", '{"id": "id", "phone": "from", "text": "text"}')

# Doors that stay shut
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]  # asked from inside, over plain HTTP
SECURE_PROXY_SSL_HEADER: tuple[str, str] | None = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 180 * 24 * 3600  # a season upriver; renewed while it is in use, ended at once at /akun/perangkat/
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
OSCAR_BASKET_COOKIE_SECURE = True
OSCAR_RECENTLY_VIEWED_COOKIE_SECURE = True
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows previews in a frame of its own
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # the same
