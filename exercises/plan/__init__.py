"""The board's strategic plan in passages, and what a room holds against it."""
