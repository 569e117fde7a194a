"""Fork of oscar.apps.dashboard.catalogue."""
