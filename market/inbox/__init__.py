"""Things that must be taken exactly once: webhooks, and what phones send once they have a signal. Floor 0b, post."""
