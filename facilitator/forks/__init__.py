"""Kernels that start by forking a process in which everything is imported already."""
