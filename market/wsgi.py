"""The WSGI door that granian opens; kept public pages are handed out right at it.

All of Django is read before the first request and spared the garbage collector, which would go through it in the
middle of every hundredth page or so: some pages took half as long again.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from market.pagecache.front import Front

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "market.settings.production")

application = Front(get_wsgi_application())
get_resolver().url_patterns  # noqa: B018  (reads every view)
gc.collect()
gc.freeze()
