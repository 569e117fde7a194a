"""What programs are told: search engines, shopping pages, readers of feeds."""
