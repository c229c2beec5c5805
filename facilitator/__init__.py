"""Running a session: start, command line, server, kernels and summaries."""
