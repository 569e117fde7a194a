"""The Celery app. The queue is a nudge; what must happen is recorded in `market.outbox`."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "market.settings.production")
TRANSPORT_ALIASES["folder"] = "market.outbox.folder:Transport"

app = Celery("market")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
