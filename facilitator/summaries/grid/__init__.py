"""The summary of a session of the wellbeing and safety grid."""
