"""Oscar's apps as we need them: names as in Oscar, only what differs. Floor 2, trade."""
