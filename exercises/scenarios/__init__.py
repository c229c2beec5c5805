"""Outcome negotiation scenarios: working out with a person what they want, and what can be done."""
