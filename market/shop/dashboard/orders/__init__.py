"""Fork of oscar.apps.dashboard.orders."""
