"""Interviews about how the approach goes, and framework analysis small enough for an officer."""
