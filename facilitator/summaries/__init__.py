"""What a session leaves behind: the summary, the lines word for word, and a table's own sheet.

The summary's notebook reads the session; the modules beside it say how each part is made.
"""
