"""The temperature check: where a board stands, by instruments that are data files."""
