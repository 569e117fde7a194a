"""Fork of oscar.apps.dashboard.offers."""
