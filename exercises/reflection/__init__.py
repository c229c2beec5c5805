"""One person's reflective log: ways of writing, what is written, and the locked file it is in."""
