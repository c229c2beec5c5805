"""The six-principles exercise on paper: what a room needs when it works without screens."""
