"""The record of a reflective group: a page for the supervision file, and one for the board."""
