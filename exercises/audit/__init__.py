"""The case file audit: closed files, observed with consent, and live beside the worker."""
