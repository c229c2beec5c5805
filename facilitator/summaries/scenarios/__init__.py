"""The summary of a session of an outcome negotiation scenario."""
