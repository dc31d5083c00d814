"""What decides by itself: when a rule looks, what it asks, and what it then does."""
