"""Working alone: each exercise as a short course, a path of named steps."""
