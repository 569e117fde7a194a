"""One message to a person, sent through one of several channels. Floor 0b, post."""
