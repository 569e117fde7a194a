"""The WSGI door that granian opens; kept public pages are handed out right at it."""

import os

from django.core.wsgi import get_wsgi_application

from market.pagecache.front import Front

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "market.settings.production")

application = Front(get_wsgi_application())
