"""The record of a case file audit: a document for the audit group, and a page for the board."""
