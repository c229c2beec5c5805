"""The reflective group: a guided hour for a supervisor and a group, and a clinic."""
