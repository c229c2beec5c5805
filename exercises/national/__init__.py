"""The national temperature check of 2016, and what an area's own answers are set beside."""
