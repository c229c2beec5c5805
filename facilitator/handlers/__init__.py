"""The pages and answers of the server, one module for each door."""
