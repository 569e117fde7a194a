"""Fork of oscar.apps.dashboard."""
