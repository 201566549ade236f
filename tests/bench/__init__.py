"""What the service costs.

`make bench` measures all; `python -m tests.bench webhook` one part (steps, webhook, outbound, memory).
"""
