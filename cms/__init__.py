"""Smart Branding: the pages that editors write, with live products in them. Floor 4, voices."""
