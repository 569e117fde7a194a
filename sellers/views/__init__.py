"""Views of the phone pages (start, goods, orders) and of the pages that buyers see (public)."""
