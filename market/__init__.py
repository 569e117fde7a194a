"""The house: settings, addresses and the small rooms below them; names the Celery app and nothing else."""

from market.celery import app as celery_app

__all__ = ["celery_app"]
