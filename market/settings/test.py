"""Tests: development settings with nothing that waits; tasks are run by the worker or by hand, never faked."""

import os

from market.settings.base import VAR
from market.settings.database import from_environment

# Before `dev` is read, which joins it: a server of the tests' own, whose data may be thrown away.
TESTS_OWN = from_environment(VAR / "postgres-test", disposable=True)

from market.settings.dev import *  # noqa: E402, F403
from market.settings.dev import STORAGES  # noqa: E402

DATABASES = {"default": {**TESTS_OWN, "CONN_MAX_AGE": 0}}
FILES = VAR / "tests" / os.getenv("PYTEST_XDIST_WORKER", "")  # each process that shares the tests has its own
MEDIA_ROOT = FILES / "media"
PRIVATE_MEDIA_ROOT = FILES / "private"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "originals": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_MEDIA_ROOT)},
    },
}
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
VIEW_COUNT_SECONDS = 0  # at once, in the transaction of the test
PAGE_CACHE = "off"  # tests ask what pages say now; those of the cache itself switch it on
WHITENOISE_AUTOREFRESH = True  # else each client of each test would read the folder of static files anew
