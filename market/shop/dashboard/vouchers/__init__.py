"""Fork of oscar.apps.dashboard.vouchers."""
