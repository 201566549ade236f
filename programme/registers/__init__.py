"""Lists that others keep and the office imports: DTSEN, ATS, and its own applicants; read, kept, and looked into.

They are evidence for staff and leads for the field: never a message to a child, never a decision.
"""
