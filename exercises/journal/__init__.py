"""One journal: what was said in a session, who may say it, and how long it is kept."""
