"""Reading a board's strategic plan from the file it comes in, in a process of its own."""
