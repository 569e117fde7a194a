"""Oscar's own order models, unchanged; their migrations stay Oscar's."""

from oscar.apps.order.models import *  # noqa: F403
