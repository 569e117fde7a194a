"""People: the phone-first User, sign-in by code, roles. Floor 0c, doors."""
