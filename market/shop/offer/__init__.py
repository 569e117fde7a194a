"""Fork of oscar.apps.offer."""
