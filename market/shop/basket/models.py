"""Oscar's own basket models, unchanged; their migrations stay Oscar's."""

from oscar.apps.basket.models import *  # noqa: F403
