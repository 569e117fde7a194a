"""What no player is given."""


class Unreadable(ValueError):
    """This is no recording that we know, or it is broken."""
