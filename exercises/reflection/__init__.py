"""A private log of one person's reflection: ways of writing, what is written, and its locked file."""
