"""Files of banks: bytes go in, movements come out. No database; every refusal is a plain Indonesian sentence."""
