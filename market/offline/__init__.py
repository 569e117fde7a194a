"""What stays readable without a signal: the service worker, the manifest, the page that says so. Floor 0c, doors."""
