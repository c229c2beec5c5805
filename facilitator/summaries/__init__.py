"""What a session leaves behind: the summary, an evaluation with a form to follow it up, the lines
word for word, and a table's own sheet.

The summary's notebook reads the session; the modules beside it say how each part is made.
"""
