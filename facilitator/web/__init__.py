"""The kit's cases and scenarios as single web pages, for places where nothing can be installed."""
