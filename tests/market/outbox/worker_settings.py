"""Development settings whose messages go to a gateway that the test plays itself."""

import os

from market.settings.dev import *  # noqa: F403

NOTIFY_CHANNEL = "market.notify.channels.http.HttpChannel"
NOTIFY_HTTP_URL = os.environ["NOTIFY_HTTP_URL"]
