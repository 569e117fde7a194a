"""Fork of oscar.apps.search."""
