"""The summary of a temperature check: a page for the board, and a report for its officer."""
