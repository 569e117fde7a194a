"""Ways for a message to leave. `settings.NOTIFY_CHANNEL` names the one in use by its dotted path."""
