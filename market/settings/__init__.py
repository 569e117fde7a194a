"""Settings: `base` is safe for production; `dev`, `production` and `test` say what differs."""
