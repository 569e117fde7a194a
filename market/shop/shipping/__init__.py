"""Fork of oscar.apps.shipping."""
