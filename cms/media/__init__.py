"""Videos and recordings: which are taken, from where they come, who may hear them."""
