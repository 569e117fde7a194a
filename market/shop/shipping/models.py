"""Oscar's own shipping models, unchanged; their migrations stay Oscar's."""

from oscar.apps.shipping.models import *  # noqa: F403
