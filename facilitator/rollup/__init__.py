"""What many sessions have in common, for a region or a national programme: counts, never words."""
