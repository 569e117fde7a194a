"""What the demo is filled with: goods, people, places, stories. Plain data, no models."""
