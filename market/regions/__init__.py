"""Province, regency, district, village by official code. Floor 0a, ground."""
