"""Things that must be taken exactly once: webhooks now, offline submissions later. Floor 0b, post."""
