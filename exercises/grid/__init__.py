"""The wellbeing and safety grid of Appendix 2: where a situation stands, and how it could move."""
